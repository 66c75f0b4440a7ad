import { type ReactNode, useId, useState } from 'react';
import type { ObjectId } from '../../protocol/brand.ts';
import type { PollView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import { loadErrorText } from '../text/load-error-text.ts';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import styles from './poll-vote.module.css';

/** Answers to choose from. What a vote tells, and to whom, stands before the button. */
export function PollVote(props: { readonly id: ObjectId; readonly poll: PollView }): ReactNode {
  const { id, poll } = props;
  const { app, notices } = useInterface();
  const name = useId();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);

  async function vote(): Promise<void> {
    setBusy(true);
    try {
      const voted = await (await app.polls()).vote(id, chosen);
      if (voted.ok) {
        notices.show(() => t('poll.voted'));
        return;
      }
      const { error } = voted;
      if (error.type === 'read-only' || error.type === 'storage-full')
        notices.show(await loadErrorText({ type: error.type }), { tone: 'trouble' });
      else notices.show(error.type === 'voted' ? t('poll.failed-voted') : t('poll.failed-closed'), { tone: 'trouble' });
    } catch {
      notices.show(() => t('error.unexpected-post'), { tone: 'trouble' });
    } finally {
      setBusy(false);
    }
  }

  function choose(title: string, on: boolean): void {
    const others = poll.isMultiple ? chosen.filter((other) => other !== title) : [];
    setChosen(on ? [...others, title] : others);
  }

  return (
    <fieldset className={styles.poll}>
      <legend className="visually-hidden">{poll.isMultiple ? t('poll.choose-many') : t('poll.choose-one')}</legend>
      {[...new Set(poll.options.map(({ title }) => title))].map((title) => (
        <label key={title} className={styles.option}>
          <input
            type={poll.isMultiple ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(title)}
            onChange={(event) => choose(title, event.target.checked)}
          />
          <span dir="auto">{title}</span>
        </label>
      ))}
      <p className={styles.hint}>{t('poll.your-votes-public')}</p>
      <div>
        <Button busy={busy || chosen.length === 0} onClick={() => void vote()}>
          {t('poll.vote')}
        </Button>
      </div>
    </fieldset>
  );
}
