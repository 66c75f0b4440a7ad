import type { ReactNode } from 'react';
import type { MemberId } from '../../../protocol/ports/collections.ts';
import type { CollectionsDesk } from '../../../services/collections/collections-desk.ts';
import type { ObjectId } from '../../../protocol/brand.ts';
import { useInterface } from '../../app/interface.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { MemberRow } from '../../components/member-row.tsx';
import { Screen } from '../../components/screen.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';
import styles from './blocked.module.css';

const topics = ['moderation', 'collections', 'people'];

/** Whom one blocks and mutes, whole servers too, and the way back for each. */
export function Blocked(): ReactNode {
  const { app, notices } = useInterface();
  const area = useKeepFocus();
  const all = useAnswer(
    'blocked',
    async () => {
      const desk = await app.collections();
      const [blocked, muted, hosts] = await Promise.all([desk.blocked(), desk.muted(), desk.blockedHosts()]);
      return { blocked, muted, hosts };
    },
    topics,
  );

  async function release(how: 'unblock' | 'unmute', target: MemberId, name: string): Promise<void> {
    try {
      const desk: CollectionsDesk = await app.collections();
      await desk[how](target);
      notices.show(how === 'unblock' ? t('person.unblocked', { name }) : t('person.unmuted', { name }));
    } catch {
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  return (
    <Screen title={t('blocked.title')} back>
      <p className={styles.lead}>{t('blocked.lead')}</p>
      {all.status === 'failed' && <ErrorState title={t('blocked.failed')} text={t('feed.failed-text')} onRetry={all.again} />}
      {all.status === 'ready' && (
        <div ref={area}>
          <Part title={t('blocked.people')} empty={t('blocked.nobody')}>
            {all.value.blocked.map((member) => (
              <MemberRow
                key={member.member}
                member={member}
                action={t('blocked.unblock')}
                actionLabel={t('person.unblock', { name: member.label })}
                onAction={() => void release('unblock', member.member, member.label)}
              />
            ))}
          </Part>
          <Part title={t('blocked.muted')} empty={t('blocked.nobody-muted')}>
            {all.value.muted.map((member) => (
              <MemberRow
                key={member.member}
                member={member}
                action={t('blocked.unmute')}
                actionLabel={t('person.unmute', { name: member.label })}
                onAction={() => void release('unmute', member.member, member.label)}
              />
            ))}
          </Part>
          <Part title={t('blocked.hosts')} empty={t('blocked.no-hosts')}>
            {all.value.hosts.map((origin) => (
              <MemberRow
                key={origin}
                member={{ member: origin as ObjectId, label: hostOf(origin) }}
                action={t('blocked.unblock')}
                actionLabel={t('person.unblock', { name: hostOf(origin) })}
                onAction={() => void release('unblock', origin as ObjectId, hostOf(origin))}
              />
            ))}
          </Part>
        </div>
      )}
    </Screen>
  );
}

function Part(props: { readonly title: string; readonly empty: string; readonly children: readonly ReactNode[] }): ReactNode {
  return (
    <section>
      <h2 className={styles.heading}>{props.title}</h2>
      {props.children.length === 0 ? <p className={styles.lead}>{props.empty}</p> : <ul>{props.children}</ul>}
    </section>
  );
}
