import type { ReactNode } from 'react';
import type { Provenance } from '../../protocol/ports/records.ts';
import { t } from '../text/translate.ts';
import { Icon } from './icon.tsx';
import styles from './provenance-mark.module.css';

/** Who says so: a quiet mark, the words for those who ask. */
export function ProvenanceMark(props: { readonly provenance: Provenance }): ReactNode {
  const { provenance } = props;
  const words = provenance.type === 'signed' ? t('post.signed') : t('post.from-host', { host: provenance.host });
  return (
    <span className={styles.mark} title={words}>
      <Icon name={provenance.type === 'signed' ? 'signed' : 'globe'} size={15} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
