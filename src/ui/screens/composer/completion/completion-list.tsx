import type { ReactNode, RefObject } from 'react';
import type { DraftMention } from '../../../../protocol/ports/records.ts';
import { avatarClass } from '../../../components/avatar.tsx';
import { useMedia } from '../../../hooks/use-media.ts';
import { firstGrapheme } from '../../../text/graphemes.ts';
import { t } from '../../../text/translate.ts';
import type { KnownName } from '../../../../services/writing/writing-api.ts';
import type { Suggestion } from './suggestions.ts';
import { useCompletion } from './use-completion.ts';
import styles from './completion-list.module.css';

/** What may be put in the place of what is being typed. The focus stays in the text: options are pressed, not focused. */
export function CompletionList(props: {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly mentions: readonly DraftMention[];
  readonly onText: (text: string) => void;
  readonly onMention: (mention: DraftMention) => void;
}): ReactNode {
  const { field, mentions, onText, onMention } = props;
  const completion = useCompletion(field, mentions, { text: onText, mention: onMention });
  if (completion.suggestions.length === 0) return null;
  return (
    <div className={styles.list} id={completion.listId} role="listbox" aria-label={t('completion.label')}>
      {completion.suggestions.map((suggestion, place) => (
        <button
          key={suggestion.key}
          type="button"
          id={completion.optionId(place)}
          className={styles.option}
          role="option"
          tabIndex={-1}
          aria-selected={place === completion.place}
          // The field must not lose the focus, and with it a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => completion.take(place)}
        >
          <Words suggestion={suggestion} />
        </button>
      ))}
    </div>
  );
}

function Words(props: { readonly suggestion: Suggestion }): ReactNode {
  const { suggestion } = props;
  if (suggestion.kind === 'tag') return <span dir="auto">{suggestion.insert}</span>;
  if (suggestion.kind === 'emoji')
    return (
      <>
        <span className={styles.emoji} aria-hidden="true">
          {suggestion.insert}
        </span>
        <span>{suggestion.name}</span>
      </>
    );
  const { person } = suggestion;
  return (
    <>
      <Picture person={person} />
      <span className={styles.person}>
        <span className={styles.name} dir="auto">
          {person.name}
        </span>
        <span className={styles.handle} dir="ltr">
          @{person.handle}
        </span>
      </span>
    </>
  );
}

/** A letter, or the picture when it is on this device: those on servers are not asked for here. */
function Picture(props: { readonly person: KnownName }): ReactNode {
  const { id, name, icon } = props.person;
  const media = useMedia(icon?.startsWith('https:') === true ? undefined : icon, id);
  return (
    <span className={avatarClass(id, 'small')} aria-hidden="true">
      {media.status === 'ready' ? <img src={media.url} alt="" /> : firstGrapheme(name)}
    </span>
  );
}
