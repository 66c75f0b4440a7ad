import { type ReactNode, useState } from 'react';
import type { FileKind, FilesDesk } from '../../../services/import/files-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { t } from '../../text/translate.ts';
import { saveFile } from '../backup/save-file.ts';
import { kindWords } from './import-words.ts';

type ListKind = Exclude<FileKind, 'archive'>;
const kinds: readonly ListKind[] = ['follows', 'lists', 'blocks', 'mutes', 'blocked-hosts', 'bookmarks'];

/** One's own lists in Mastodon's columns, a file each. */
export function ExportLists(props: { readonly desk: FilesDesk }): ReactNode {
  const { desk } = props;
  const { notices } = useInterface();
  const [busy, setBusy] = useState<ListKind>();

  async function save(kind: ListKind): Promise<void> {
    setBusy(kind);
    try {
      const { file, fileName, entries } = await desk.exportFile(kind);
      if (entries > 0) saveFile(file, fileName);
      notices.show(entries > 0 ? t('export.saved', { count: entries, file: fileName }) : t('export.empty'));
    } catch {
      notices.show(() => t('import.unexpected'), { tone: 'trouble' });
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <ButtonRow>
      {kinds.map((kind) => (
        <Button
          key={kind}
          busy={busy === kind}
          aria-label={t('export.save', { what: kindWords(kind).name })}
          onClick={() => void save(kind)}
        >
          {kindWords(kind).name}
        </Button>
      ))}
    </ButtonRow>
  );
}
