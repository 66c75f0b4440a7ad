import type { ReactNode } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { t } from '../text/translate.ts';
import { Icon } from './icon.tsx';
import styles from './look-alike-warning.module.css';

/** Points out somebody who looks like a person one knows. */
export function LookAlikeWarning(props: { readonly person: PersonView }): ReactNode {
  const { resembles } = props.person;
  if (resembles === undefined) return null;
  const { name, samePicture } = resembles;
  return (
    <p className={styles.warning}>
      <Icon name="warning" size={18} />
      <span>{samePicture ? t('alike.picture', { name }) : t('alike.name', { name })}</span>
    </p>
  );
}
