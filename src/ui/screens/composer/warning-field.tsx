import { type ReactNode, useEffect, useRef } from 'react';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import type { ComposerModel } from './use-composer.ts';

/** What stands before a post; `isNew`: it was just asked for, and is where one writes on. */
export function WarningField(props: { readonly model: ComposerModel; readonly isNew: boolean }): ReactNode {
  const { model, isNew } = props;
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) area.current?.querySelector('input')?.focus();
  }, [isNew]);
  return (
    <div ref={area}>
      <TextField
        label={t('composer.warning-label')}
        hint={t('composer.warning-hint')}
        value={model.draft.warning}
        maxLength={500}
        onChange={(event) => model.change({ warning: event.target.value })}
      />
    </div>
  );
}
