import { type ReactNode, useRef } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { scheduleState } from '../../../services/schedule/due-drafts.ts';
import { useInterface, useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { useMedia } from '../../hooks/use-media.ts';
import { useNow } from '../../hooks/use-now.ts';
import { excerpt } from '../../text/graphemes.ts';
import { loadErrorText } from '../../text/load-error-text.ts';
import { fullTime, relativeTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { claimDraft } from './draft-claim.ts';
import { partsOf } from './parts.ts';
import styles from './drafts-panel.module.css';

const mostThumbnails = 4;

/** Everything that was begun and not posted, except what is in hand: what goes out at a time first, then the newest. */
export function DraftsPanel(props: {
  readonly current: string;
  readonly onOpen: (draft: DraftRecord) => Promise<boolean>;
  readonly onDone: () => void;
}): ReactNode {
  const { app, notices } = useInterface();
  const area = useKeepFocus();
  const sending = useRef(new Set<string>());
  const answer = useAnswer('drafts', () => app.drafts(), ['drafts']);
  if (answer.status !== 'ready') return null;
  const others = answer.value.filter(({ id }) => id !== props.current);
  const planned = others.filter(({ schedule }) => schedule !== undefined);
  const rest = others.filter(({ schedule }) => schedule === undefined);

  async function open(draft: DraftRecord): Promise<void> {
    if (await props.onOpen(draft)) props.onDone();
    else notices.show(() => t('composer.other-tab'), { tone: 'trouble' });
  }

  async function discard(draft: DraftRecord): Promise<void> {
    const letGo = await claimDraft(draft.id);
    if (letGo === undefined) {
      notices.show(() => t('composer.other-tab'), { tone: 'trouble' });
      return;
    }
    await app.discardDraft(draft.id);
    letGo();
    notices.show(() => t('composer.discarded'), {
      action: { label: () => t('delivery.undo'), run: () => void app.saveDraft(draft) },
    });
  }

  /** Once, however often it is pressed, and as the draft is now: another tab may have changed or sent it. */
  async function send({ id }: DraftRecord): Promise<void> {
    if (sending.current.has(id)) return;
    sending.current.add(id);
    try {
      const letGo = await claimDraft(id);
      if (letGo === undefined) notices.show(() => t('composer.other-tab'), { tone: 'trouble' });
      else await sendNow(id).finally(letGo);
    } finally {
      sending.current.delete(id);
    }
  }

  async function sendNow(id: string): Promise<void> {
    const draft = (await app.drafts()).find((one) => one.id === id);
    if (draft === undefined) return;
    const posted = await app.post({ ...draft, schedule: undefined });
    notices.show(posted.ok ? t('composer.leaving') : await loadErrorText(posted.error), {
      tone: posted.ok ? 'plain' : 'trouble',
    });
  }

  const listOf = (drafts: readonly DraftRecord[]): ReactNode => (
    <ul>
      {drafts.map((draft) => (
        <DraftRow
          key={draft.id}
          draft={draft}
          onOpen={() => void open(draft)}
          onDiscard={() => void discard(draft)}
          onSend={() => void send(draft)}
        />
      ))}
    </ul>
  );

  return (
    <div className={styles.panel} ref={area}>
      {others.length === 0 && <EmptyState icon="compose" title={t('drafts.none')} text={t('drafts.none-text')} />}
      {planned.length > 0 && (
        <section aria-label={t('drafts.planned')}>
          <h3>{t('drafts.planned')}</h3>
          <p className={styles.hint}>{t('schedule.hint')}</p>
          {listOf(planned.toSorted((a, b) => (a.schedule?.atMs ?? 0) - (b.schedule?.atMs ?? 0)))}
        </section>
      )}
      {rest.length > 0 && (
        <section aria-label={t('drafts.others')}>
          {planned.length > 0 && <h3>{t('drafts.others')}</h3>}
          {listOf(rest)}
        </section>
      )}
    </div>
  );
}

function DraftRow(props: {
  readonly draft: DraftRecord;
  readonly onOpen: () => void;
  readonly onDiscard: () => void;
  readonly onSend: () => void;
}): ReactNode {
  const { draft, onOpen, onDiscard, onSend } = props;
  const nowMs = useNow();
  const parts = partsOf(draft);
  const pictures = parts.flatMap(({ attachments }) => attachments.filter(({ mediaType }) => mediaType.startsWith('image/')));
  const words = excerpt(parts.map(({ text }) => text).join(' '), 140);
  const isMissed = scheduleState(draft, nowMs) === 'missed';
  return (
    <li className={styles.row}>
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className={styles.about}>{aboutOf(draft, parts.length, nowMs)}</span>
        <span className={styles.words} dir="auto">
          {words || t('composer.draft-wordless')}
        </span>
        {pictures.length > 0 && (
          <span className={styles.pictures}>
            {pictures.slice(0, mostThumbnails).map(({ digest, alt }) => (
              <Thumbnail key={digest} digest={digest} alt={alt} />
            ))}
          </span>
        )}
      </button>
      {isMissed && (
        <p className={styles.missed}>{t('schedule.missed', { when: fullTime(draft.schedule?.atMs ?? 0, displayLocale()) })}</p>
      )}
      <div className={styles.actions}>
        {isMissed && <Button onClick={onSend}>{t('schedule.send-now')}</Button>}
        <Button kind="quiet" onClick={onDiscard}>
          {t('drafts.discard')}
        </Button>
      </div>
    </li>
  );
}

/** What kind of draft it is, and from when. */
function aboutOf(draft: DraftRecord, posts: number, nowMs: number): string {
  const locale = displayLocale();
  const kind =
    draft.edits !== undefined
      ? t('drafts.edit')
      : draft.inReplyTo !== undefined
        ? t('drafts.answer')
        : posts > 1
          ? t('drafts.thread', { count: posts })
          : t('drafts.post');
  const when =
    draft.schedule === undefined ? relativeTime(draft.savedAtMs, nowMs, locale) : fullTime(draft.schedule.atMs, locale);
  return `${kind} · ${when}`;
}

function Thumbnail(props: { readonly digest: string; readonly alt: string }): ReactNode {
  const me = useMe();
  const media = useMedia(props.digest, me.did);
  return media.status === 'ready' ? <img src={media.url} alt={props.alt} /> : <span className={styles.empty} />;
}
