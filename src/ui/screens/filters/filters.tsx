import { type ReactNode, useState } from 'react';
import type { FilterRecord } from '../../../protocol/ports/filters.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { FilterForm } from './filter-form.tsx';
import { placeName } from './place-name.ts';
import styles from './filters.module.css';

/** Words that somebody does not want to read: what they are, where they apply, until when. */
export function Filters(): ReactNode {
  const { app, notices } = useInterface();
  const area = useKeepFocus();
  const [editing, setEditing] = useState<FilterRecord | 'new'>();
  const all = useAnswer('filters', async () => (await app.collections()).filters.filters(), ['settings', 'private']);

  async function remove(filter: FilterRecord): Promise<void> {
    try {
      const { filters } = await app.collections();
      await filters.deleteFilter(filter.id);
      all.again();
      notices.show(() => t('filters.deleted', { text: filter.text }), {
        action: { label: () => t('delivery.undo'), run: () => void filters.saveFilter(filter).then(all.again) },
      });
    } catch {
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  return (
    <Screen title={t('filters.title')} back>
      <div className={styles.lead}>
        <p>{t('filters.lead')}</p>
        <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
          {t('filters.add')}
        </Button>
      </div>
      {all.status === 'failed' && <ErrorState title={t('filters.failed')} text={t('feed.failed-text')} onRetry={all.again} />}
      {all.status === 'ready' && all.value.length === 0 && (
        <EmptyState icon="quiet" title={t('filters.none')} text={t('filters.none-text')} />
      )}
      {all.status === 'ready' && all.value.length > 0 && (
        <div ref={area}>
          <ul className={styles.list}>
            {all.value.map((filter) => (
              <li key={filter.id} className={styles.row}>
                <button type="button" className={styles.filter} onClick={() => setEditing(filter)}>
                  <bdi className={styles.text}>{filter.text}</bdi>
                  <span className={styles.detail}>{detailOf(filter)}</span>
                </button>
                <IconButton icon="close" label={t('filters.delete', { text: filter.text })} onClick={() => void remove(filter)} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {editing !== undefined && (
        <Dialog title={editing === 'new' ? t('filters.add') : t('filters.edit')} onClose={() => setEditing(undefined)}>
          <FilterForm
            {...(editing !== 'new' && { filter: editing })}
            onSaved={() => {
              setEditing(undefined);
              all.again();
            }}
          />
        </Dialog>
      )}
    </Screen>
  );
}

function detailOf({ action, places, untilMs }: FilterRecord): string {
  const where = new Intl.ListFormat(displayLocale(), { type: 'conjunction' }).format(places.map(placeName));
  const what = action === 'hide' ? t('filters.hidden-in', { where }) : t('filters.folded-in', { where });
  if (untilMs === undefined) return what;
  if (untilMs <= Date.now()) return t('filters.ended');
  const date = new Intl.DateTimeFormat(displayLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(untilMs);
  return t('filters.until', { what, date });
}
