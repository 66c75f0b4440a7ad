import type { ReactNode } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { BlobImage } from '../../components/blob-image.tsx';
import { Button } from '../../components/button.tsx';
import type { PersonView } from '../../../services/app-api.ts';
import { t } from '../../text/translate.ts';
import styles from './settings.module.css';

/** Chooses, keeps or takes away the picture of a profile. */
export function ProfilePicture(props: {
  readonly person: PersonView;
  readonly picture: Blob | 'keep' | 'none';
  readonly onChange: (picture: Blob | 'keep' | 'none') => void;
}): ReactNode {
  const { person, picture, onChange } = props;
  const shown = picture === 'none' ? { ...person, icon: undefined } : person;
  return (
    <div className={styles.picture}>
      {typeof picture === 'string' ? (
        <Avatar person={shown} size="large" />
      ) : (
        <BlobImage blob={picture} className={styles.preview} />
      )}
      <div className={styles.pictureButtons}>
        <label className={styles.upload}>
          {t('settings.choose-picture')}
          <input
            className="visually-hidden"
            type="file"
            accept="image/*"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) onChange(file);
            }}
          />
        </label>
        {picture !== 'none' && (person.icon !== undefined || picture !== 'keep') && (
          <Button kind="quiet" onClick={() => onChange('none')}>
            {t('settings.remove-picture')}
          </Button>
        )}
      </div>
    </div>
  );
}
