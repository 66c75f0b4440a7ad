import { Fragment, type ReactNode } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { CheckField } from '../../components/field.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import styles from './shortcuts-help.module.css';

/** What the keys do, and the way to be rid of them. */
export function ShortcutsHelp(props: { readonly onClose: () => void }): ReactNode {
  const { preferences } = useInterface();
  const on = useLive(preferences.shortcuts);
  const rows: readonly (readonly [string, string])[] = [
    ['?', t('keys.help')],
    ['/', t('keys.search')],
    ['c', t('keys.compose')],
    ['j', t('keys.next')],
    ['k', t('keys.previous')],
    ['o', t('keys.open')],
    ['r', t('keys.reply')],
    ['l', t('keys.like')],
    ['b', t('keys.boost')],
    ['q', t('keys.quote')],
    ['d', t('keys.bookmark')],
    ['.', t('keys.top')],
    ['g h', t('keys.home')],
    ['g c', t('keys.catch-up')],
    ['g n', t('keys.notifications')],
    ['g p', t('keys.profile')],
    ['g f', t('keys.follow')],
    ['g b', t('keys.bookmarks')],
    ['g l', t('keys.lists')],
    ['g s', t('keys.settings')],
    ['g a', t('keys.accounts')],
    ['L', t('keys.lock')],
    ['Ctrl Enter', t('keys.post')],
  ];
  return (
    <Dialog title={t('keys.title')} onClose={props.onClose}>
      <dl className={styles.list}>
        {rows.map(([keys, meaning]) => (
          <Fragment key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
      <div className={styles.off}>
        <CheckField label={t('keys.on')} checked={on} onChange={(event) => preferences.setShortcuts(event.target.checked)} />
      </div>
    </Dialog>
  );
}
