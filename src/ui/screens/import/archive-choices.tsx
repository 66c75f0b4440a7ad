import type { ReactNode } from 'react';
import type { ArchivePreview, ImportChoices } from '../../../services/import/files-api.ts';
import { CheckField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import type { ArchiveChoices as Parts } from './import-choices.ts';
import { fileKeptText } from './import-words.ts';
import styles from './import.module.css';

/** Whose archive it is, its parts to choose from, and what stays out whatever is chosen. */
export function ArchiveChoices(props: {
  readonly archive: ArchivePreview;
  readonly choices: ImportChoices;
  readonly onChange: (choices: ImportChoices) => void;
}): ReactNode {
  const { archive, choices, onChange } = props;
  const locale = displayLocale();
  const rows: readonly {
    readonly name: keyof Parts;
    readonly label: string;
    readonly hint?: string;
    readonly count: number;
  }[] = [
    { name: 'posts', label: t('import.part-posts', { count: archive.posts }), hint: spanText(archive), count: archive.posts },
    {
      name: 'media',
      label: t('import.part-media', { count: archive.mediaFiles, size: byteSize(archive.mediaBytes, locale) }),
      count: archive.mediaFiles,
    },
    { name: 'profile', label: t('import.part-profile'), hint: t('import.part-profile-hint'), count: 1 },
    {
      name: 'bookmarks',
      label: t('import.part-bookmarks', { count: archive.bookmarks }),
      hint: t('import.part-bookmarks-hint'),
      count: archive.bookmarks,
    },
    {
      name: 'boosts',
      label: t('import.part-boosts', { count: archive.boosts }),
      hint: t('import.part-public-hint'),
      count: archive.boosts,
    },
    {
      name: 'likes',
      label: t('import.part-likes', { count: archive.likes }),
      hint: t('import.part-public-hint'),
      count: archive.likes,
    },
  ];
  const out = archive.followersOnly + archive.direct;
  return (
    <>
      <p className={styles.account}>
        <strong>
          <bdi>{archive.name || archive.account}</bdi>
        </strong>{' '}
        <bdi>{archive.account}</bdi>
      </p>
      <fieldset className={styles.parts}>
        <legend>{t('import.parts')}</legend>
        {rows
          .filter((row) => row.count > 0)
          .map(({ name, label, hint }) => (
            <CheckField
              key={name}
              label={label}
              hint={hint}
              checked={choices[name] === true && (name !== 'media' || choices.posts === true)}
              disabled={name === 'media' && choices.posts !== true}
              onChange={(event) => onChange({ ...choices, [name]: event.target.checked })}
            />
          ))}
      </fieldset>
      {out > 0 && (
        <p className={styles.stays}>
          <Icon name="signed" size={20} />
          <span>{t('import.stay-out', { followers: archive.followersOnly, direct: archive.direct })}</span>
        </p>
      )}
      <p className={styles.note}>{fileKeptText(archive.file)}</p>
    </>
  );
}

function spanText({ oldestMs, newestMs }: ArchivePreview): string | undefined {
  if (oldestMs === undefined || newestMs === undefined) return undefined;
  const month = new Intl.DateTimeFormat(displayLocale(), { month: 'long', year: 'numeric' });
  return t('import.part-posts-hint', { span: month.formatRange(oldestMs, newestMs) });
}
