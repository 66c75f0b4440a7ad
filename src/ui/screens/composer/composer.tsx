import { type ReactNode, Suspense, useEffect, useState } from 'react';
import type { ComposeIntent } from '../../app/composing.ts';
import { useInterface } from '../../app/interface.tsx';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useDroppedFiles } from '../../hooks/use-dropped-files.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { t } from '../../text/translate.ts';
import { ComposerTools } from './composer-tools.tsx';
import { DraftsButton } from './drafts-button.tsx';
import { isEmptyDraft } from './drafts.ts';
import { PartCount, PostPart } from './post-part.tsx';
import { useSharedFiles } from './use-shared-files.ts';
import { type ComposerModel, useComposer } from './use-composer.ts';
import styles from './composer.module.css';

const AboutPost = lazyScreen(async () => (await import('./about-post.tsx')).AboutPost);
const DraftsPanel = lazyScreen(async () => (await import('./drafts-panel.tsx')).DraftsPanel);
const WarningField = lazyScreen(async () => (await import('./warning-field.tsx')).WarningField);
const WhyNot = lazyScreen(async () => (await import('./why-not.tsx')).WhyNot);
const WhoSees = lazyScreen(async () => (await import('./who-sees.tsx')).WhoSees);

/** Writing: over whatever is shown, and never losing what is in it. */
export function Composer(props: { readonly intent: ComposeIntent }): ReactNode {
  const { intent } = props;
  const model = useComposer(intent);
  const { draft } = model;
  const { standsNow } = useInterface();
  const [listing, setListing] = useState(false);
  // A link may have wanted nothing else.
  useEffect(standsNow, [standsNow]);
  useDroppedFiles((files) => model.attaching.add(model.active, files));
  useSharedFiles(intent, (files) => model.attaching.add('first', files));
  useKeys((event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) void model.post();
  });

  return (
    <Dialog
      title={listing ? t('drafts.title') : titleOf(intent, model)}
      onClose={listing ? () => setListing(false) : model.close}
      closeLabel={listing ? t('drafts.close') : t('composer.close')}
      full
      actions={!listing && !model.isEdit && <DraftsButton current={draft.id} onOpen={() => setListing(true)} />}
    >
      {listing && (
        <Suspense>
          <DraftsPanel current={draft.id} onOpen={model.replace} onDone={() => setListing(false)} />
        </Suspense>
      )}
      {/* Stays while drafts are listed: nothing in it begins anew. */}
      <form
        className={styles.form}
        hidden={listing}
        onSubmit={(event) => {
          event.preventDefault();
          void model.post();
        }}
      >
        <About intent={intent} model={model} />
        <Words intent={intent} model={model} />
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

/** What is answered, who will see it, and what is quoted. */
function About(props: { readonly intent: ComposeIntent; readonly model: ComposerModel }): ReactNode {
  const { intent, model } = props;
  const { draft, isEdit } = model;
  const host = intent.kind === 'reply' ? intent.to.author.remote?.host : undefined;
  return (
    <Suspense>
      {draft.inReplyTo !== undefined && !isEdit && (
        <AboutPost
          id={draft.inReplyTo}
          kind="reply"
          known={intent.kind === 'reply' && intent.to.id === draft.inReplyTo ? intent.to : undefined}
        />
      )}
      {host !== undefined && <WhoSees host={host} />}
    </Suspense>
  );
}

function Words(props: { readonly intent: ComposeIntent; readonly model: ComposerModel }): ReactNode {
  const { intent, model } = props;
  const { draft, parts } = model;
  const [warned, setWarned] = useState(false);
  const warning = warned || draft.warning !== '';
  return (
    <>
      {warning && (
        <Suspense>
          <WarningField model={model} isNew={warned} />
        </Suspense>
      )}
      {parts.map((part, place) => (
        <PostPart key={part.key} model={model} part={part} place={place} isOnly={parts.length === 1} />
      ))}
      {draft.quotes !== undefined && (
        <Suspense>
          <AboutPost
            id={draft.quotes}
            kind="quote"
            known={intent.kind === 'quote' && intent.of.id === draft.quotes ? intent.of : undefined}
            {...(!model.isEdit && { onRemove: () => model.change({ quotes: undefined }) })}
          />
        </Suspense>
      )}
      <ComposerTools
        model={model}
        warning={warning}
        onWarning={(on) => {
          setWarned(on);
          if (!on) model.change({ warning: '' });
        }}
      />
    </>
  );
}

function Foot(props: { readonly model: ComposerModel }): ReactNode {
  const { model } = props;
  const [first] = model.parts;
  return (
    <div className={styles.foot}>
      {model.parts.length === 1 && first !== undefined && <PartCount text={first.text} />}
      {!isEmptyDraft(model.draft) && (
        <Suspense>
          {!model.canPost && <WhyNot model={model} />}
          <Button kind="quiet" onClick={model.throwAway}>
            {t('composer.discard')}
          </Button>
        </Suspense>
      )}
      <Button kind="main" type="submit" busy={!model.canPost}>
        {model.busy ? t('composer.posting') : model.postLabel}
      </Button>
    </div>
  );
}

function titleOf(intent: ComposeIntent, { isEdit, draft }: ComposerModel): string {
  if (isEdit) return t('composer.title-edit');
  if (intent.kind === 'reply' && draft.inReplyTo === intent.to.id)
    return t('composer.title-reply', { name: intent.to.author.name || intent.to.author.username });
  return draft.inReplyTo === undefined ? t('composer.title') : t('composer.title-answer');
}
