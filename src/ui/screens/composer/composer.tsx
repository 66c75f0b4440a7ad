import { type ReactNode, Suspense, useState } from 'react';
import type { ComposeIntent } from '../../app/composing.ts';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { useDroppedFiles } from '../../hooks/use-dropped-files.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { excerpt, postGraphemeLimit } from '../../text/graphemes.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { ComposerTools } from './composer-tools.tsx';
import { isEmptyDraft } from './drafts.ts';
import { type ComposerModel, useComposer } from './use-composer.ts';
import styles from './composer.module.css';

const DraftPictures = lazyScreen(async () => (await import('./draft-pictures.tsx')).DraftPictures);
const OtherDrafts = lazyScreen(async () => (await import('./other-drafts.tsx')).OtherDrafts);
const WhoSees = lazyScreen(async () => (await import('./who-sees.tsx')).WhoSees);

/** Writing: over whatever is shown, and never losing what is in it. */
export function Composer(props: { readonly intent: ComposeIntent }): ReactNode {
  const { intent } = props;
  const model = useComposer(intent);
  const { draft } = model;
  const [warned, setWarned] = useState(false);
  const warning = warned || draft.warning !== '';
  const { waiting, error } = model.pictures;
  const hasPictures = draft.attachments.length > 0 || waiting > 0 || error !== undefined;
  useDroppedFiles(model.pictures.add);
  useKeys((event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void model.post();
  });

  return (
    <Dialog title={titleOf(intent)} onClose={model.close} closeLabel={t('composer.close')} full>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void model.post();
        }}
      >
        {intent.kind === 'reply' && (
          <p className={styles.about} dir="auto">
            {excerpt(intent.to.warning ?? intent.to.text, 140)}
          </p>
        )}
        {intent.kind === 'reply' && intent.to.author.remote !== undefined && (
          <Suspense>
            <WhoSees host={intent.to.author.remote.host} />
          </Suspense>
        )}
        {warning && (
          <TextField
            label={t('composer.warning-label')}
            hint={t('composer.warning-hint')}
            value={draft.warning}
            maxLength={500}
            onChange={(event) => model.change({ warning: event.target.value })}
          />
        )}
        <div className={styles.frame}>
          <textarea
            className={styles.text}
            aria-label={t('composer.text-label')}
            placeholder={t('composer.placeholder')}
            dir="auto"
            lang={draft.language || undefined}
            value={draft.text}
            data-first-focus
            onChange={(event) => model.change({ text: event.target.value })}
          />
        </div>
        {hasPictures && (
          <Suspense>
            <DraftPictures attachments={draft.attachments} pictures={model.pictures} />
          </Suspense>
        )}
        <ComposerTools
          draft={draft}
          pictures={model.pictures}
          warning={warning}
          onWarning={(on) => {
            setWarned(on);
            if (!on) model.change({ warning: '' });
          }}
          onChange={model.change}
        />
        {intent.kind === 'new' && model.hasOthers && (
          <Suspense>
            <OtherDrafts current={draft.id} onOpen={model.replace} />
          </Suspense>
        )}
        {model.error !== undefined && (
          <p className={styles.error} role="alert">
            {model.error}
          </p>
        )}
        <Foot model={model} />
      </form>
    </Dialog>
  );
}

function Foot(props: { readonly model: ComposerModel }): ReactNode {
  const { model } = props;
  const number = new Intl.NumberFormat(displayLocale());
  const over = model.count > postGraphemeLimit;
  const words = over
    ? t('composer.over', { count: number.format(model.count - postGraphemeLimit) })
    : t('composer.count', { count: number.format(model.count), limit: number.format(postGraphemeLimit) });
  return (
    <div className={styles.foot}>
      <p className={`${styles.count} ${over ? styles.over : ''} numbers`} role={over ? 'alert' : undefined}>
        {words}
      </p>
      {!isEmptyDraft(model.draft) && (
        <Button kind="quiet" onClick={model.throwAway}>
          {t('composer.discard')}
        </Button>
      )}
      <Button kind="main" type="submit" busy={!model.canPost}>
        {model.busy ? t('composer.posting') : model.postLabel}
      </Button>
    </div>
  );
}

function titleOf(intent: ComposeIntent): string {
  if (intent.kind === 'reply') return t('composer.title-reply', { name: intent.to.author.name || intent.to.author.username });
  const edits = intent.kind === 'edit' || (intent.kind === 'draft' && intent.draft.edits !== undefined);
  return edits ? t('composer.title-edit') : t('composer.title');
}
