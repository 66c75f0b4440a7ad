import type { ReactNode } from 'react';
import type { MemberId } from '../../../protocol/ports/collections.ts';
import { useInterface } from '../../app/interface.tsx';
import { MemberRow } from '../../components/member-row.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { t } from '../../text/translate.ts';
import { AddMembers } from './add-members.tsx';
import styles from './lists.module.css';

/** Who is in a list; each can be taken out, and whom one follows put in. Anybody else is put in from their profile. */
export function ListMembers(props: { readonly list: string }): ReactNode {
  const { list } = props;
  const { app, notices } = useInterface();
  const area = useKeepFocus();
  const members = useAnswer(`members ${list}`, async () => (await app.collections()).members(list), ['collections', 'people']);

  async function put(member: MemberId, isIn: boolean): Promise<void> {
    try {
      await (await app.collections()).setMember(list, member, isIn);
    } catch {
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  if (members.status === 'failed') return <p role="alert">{t('lists.failed')}</p>;
  if (members.status === 'loading') return <p>{t('state.loading')}</p>;
  return (
    <div ref={area}>
      <ul className={styles.people}>
        {members.value.map((member) => (
          <MemberRow
            key={member.member}
            member={member}
            action={t('lists.take-out')}
            actionLabel={t('lists.take-out-label', { name: member.label })}
            onAction={() => void put(member.member, false)}
          />
        ))}
      </ul>
      <p className={styles.count}>{members.value.length === 0 ? t('lists.nobody-text') : t('lists.add-where')}</p>
      <AddMembers members={new Set(members.value.map(({ member }) => member))} onAdd={(member) => void put(member, true)} />
    </div>
  );
}
