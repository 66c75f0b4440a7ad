import { type ReactNode, useState } from 'react';
import { useInterface } from '../app/interface.tsx';
import type { PersonView } from '../../services/app-api.ts';
import { followErrorText } from '../text/follow-error-text.ts';
import { plainName } from '../text/plain-name.ts';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';

/** Follow or unfollow; taking it back is one tap on the message. */
export function FollowButton(props: { readonly person: PersonView; readonly onFollowed?: () => void }): ReactNode {
  const { person, onFollowed } = props;
  const { app, notices } = useInterface();
  const [busy, setBusy] = useState(false);
  const name = plainName(person);

  async function follow(): Promise<void> {
    setBusy(true);
    // Somebody on a server is known here by id already; a link carries hints about where to look, the address alone would do.
    const text = person.remote === undefined ? person.link || person.address : person.id;
    const result = await app.follow(text).finally(() => setBusy(false));
    if (result.ok) {
      notices.show(() => t('person.followed', { name }));
      onFollowed?.();
    } else {
      notices.show(followErrorText(result.error), { tone: 'trouble' });
    }
  }

  async function unfollow(): Promise<void> {
    await app.unfollow(person.id);
    notices.show(() => t('person.unfollowed', { name }), {
      action: { label: () => t('delivery.undo'), run: () => void follow() },
    });
  }

  if (person.followed) {
    return (
      <Button icon="check" title={t('person.unfollow-label', { name })} onClick={() => void unfollow()}>
        {t('person.unfollow')}
      </Button>
    );
  }
  return (
    <Button kind="main" icon="follow" busy={busy} onClick={() => void follow()}>
      {t('person.follow')}
    </Button>
  );
}
