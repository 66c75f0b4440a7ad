import type { ReactNode } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { CheckField } from '../../components/field.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { plainName } from '../../text/plain-name.ts';
import { t } from '../../text/translate.ts';
import { ListNameForm } from './list-name-form.tsx';
import styles from './lists.module.css';

/** Which lists somebody is in; each a check mark, and a new one below. */
export function ChooseLists(props: { readonly person: PersonView; readonly onClose: () => void }): ReactNode {
  const { person, onClose } = props;
  const { app, notices } = useInterface();
  const lists = useAnswer(
    `lists of ${person.id}`,
    async () => {
      const desk = await app.collections();
      const [all, isIn] = await Promise.all([desk.lists(), desk.listsOf(person.id)]);
      return all.map((list) => ({ ...list, isIn: isIn.includes(list.id) }));
    },
    ['collections'],
  );

  async function put(list: string, isIn: boolean): Promise<void> {
    try {
      await (await app.collections()).setMember(list, person.id, isIn);
    } catch {
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  return (
    <Dialog title={t('lists.choose', { name: plainName(person) })} onClose={onClose}>
      <div className={styles.choose}>
        {lists.status === 'failed' && <p role="alert">{t('lists.failed')}</p>}
        {lists.status === 'ready' && (
          <div>
            {lists.value.map((list) => (
              <CheckField
                key={list.id}
                label={list.title}
                checked={list.isIn}
                onChange={(event) => void put(list.id, event.target.checked)}
              />
            ))}
          </div>
        )}
        {!person.followed && <p className={styles.count}>{t('lists.not-followed')}</p>}
        <ListNameForm
          action={t('lists.make')}
          onSave={async (title) => put(await (await app.collections()).saveList(title), true)}
        />
      </div>
    </Dialog>
  );
}
