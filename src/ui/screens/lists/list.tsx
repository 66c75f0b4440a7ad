import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Feed } from '../../components/feed.tsx';
import { Menu } from '../../components/menu.tsx';
import { NewPill } from '../../components/new-pill.tsx';
import { Screen } from '../../components/screen.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useTimeline } from '../../hooks/use-timeline.ts';
import { t } from '../../text/translate.ts';
import { ListMembers } from './list-members.tsx';
import { ListNameForm } from './list-name-form.tsx';
import styles from './lists.module.css';

type Asking = 'members' | 'rename' | 'delete';

/** One list: what its people wrote, and what can be done with it. */
export function List(props: { readonly id: string }): ReactNode {
  const { id } = props;
  const { app } = useInterface();
  const [asking, setAsking] = useState<Asking>();
  const lists = useAnswer('lists', async () => (await app.collections()).lists(), ['collections']);
  const found = lists.status === 'ready' ? lists.value.find((list) => list.id === id) : undefined;
  const title = found?.title ?? t('lists.one');
  const { list, state } = useTimeline(`list ${id}`, async (page) => (await app.collections()).listTimeline(id, page));
  const gone = lists.status === 'ready' && found === undefined;
  return (
    <Screen
      title={title}
      back
      restores={list.place !== undefined}
      actions={
        found !== undefined && (
          <Menu
            label={t('lists.more')}
            items={() => [
              { label: t('lists.rename'), run: () => setAsking('rename') },
              { label: t('lists.delete'), danger: true, run: () => setAsking('delete') },
            ]}
          />
        )
      }
    >
      {found !== undefined && (
        <div className={styles.bar}>
          <Button kind="quiet" icon="people" onClick={() => setAsking('members')}>
            {t('lists.members', { count: found.members })}
          </Button>
        </div>
      )}
      <NewPill list={list} state={state} />
      {gone ? (
        <EmptyState icon="people" title={t('lists.gone-title')} text={t('lists.gone-text')} />
      ) : (
        <Feed
          label={title}
          list={list}
          state={state}
          empty={
            <EmptyState
              icon="people"
              title={t('lists.nothing-title')}
              text={found?.members === 0 ? t('lists.nobody-text') : t('lists.nothing-text')}
            >
              {found?.members === 0 && (
                <Button kind="main" icon="follow" onClick={() => setAsking('members')}>
                  {t('lists.add-people')}
                </Button>
              )}
            </EmptyState>
          }
        />
      )}
      {asking !== undefined && <ListDialog id={id} title={title} asking={asking} onClose={() => setAsking(undefined)} />}
    </Screen>
  );
}

function ListDialog(props: {
  readonly id: string;
  readonly title: string;
  readonly asking: Asking;
  readonly onClose: () => void;
}): ReactNode {
  const { id, title, asking, onClose } = props;
  const { app, notices } = useInterface();
  const [, navigate] = useLocation();

  async function remove(): Promise<void> {
    onClose();
    try {
      await (await app.collections()).deleteList(id);
      notices.show(() => t('lists.deleted', { title }));
      navigate(paths.lists, { replace: true });
    } catch {
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  if (asking === 'delete') {
    return (
      <ConfirmDialog
        title={t('lists.delete-title', { title })}
        text={t('lists.delete-text')}
        confirm={t('lists.delete')}
        onConfirm={() => void remove()}
        onClose={onClose}
      />
    );
  }
  if (asking === 'members') {
    return (
      <Dialog title={t('lists.members-title', { title })} onClose={onClose}>
        <ListMembers list={id} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t('lists.rename')} onClose={onClose}>
      <ListNameForm
        title={title}
        action={t('lists.save')}
        onSave={async (next) => {
          await (await app.collections()).saveList(next, id);
          onClose();
        }}
      />
    </Dialog>
  );
}
