import { type ReactNode, useState } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { install, isInstalled } from '../../installed/install.ts';
import { installPrompt } from '../../installed/install-prompt.ts';
import { t } from '../../text/translate.ts';
import { browserKind } from './browser-kind.ts';
import { installText } from './room-words.ts';

/** How to install the app: a button where the browser offers it, else its own way in words. */
export function InstallPart(): ReactNode {
  const { notices } = useInterface();
  const prompt = useLive(installPrompt);
  const [installed, setInstalled] = useState(isInstalled);
  const { way } = browserKind(navigator.userAgent, navigator.maxTouchPoints);

  return (
    <Section title={t('storage.install-title')} lead={t('storage.install-why')}>
      {installed && <p role="status">{t('storage.installed')}</p>}
      {!installed && prompt === undefined && <p>{installText(way)}</p>}
      {!installed && prompt !== undefined && (
        <ButtonRow>
          <Button
            kind="main"
            onClick={() => {
              install(prompt).then(setInstalled, () => notices.show(installText(way)));
            }}
          >
            {t('storage.install-title')}
          </Button>
        </ButtonRow>
      )}
    </Section>
  );
}
