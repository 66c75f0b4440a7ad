import { type ReactNode, useState } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { install, isInstalled } from '../../installed/install.ts';
import { installPrompt } from '../../installed/install-prompt.ts';
import { canOpenLinks, openLinksHere } from '../../installed/link-handler.ts';
import { t } from '../../text/translate.ts';
import { browserKind } from '../room/browser-kind.ts';
import { installText } from '../room/room-words.ts';

/** Pollen as an app of this device: how to install it, and which links of other pages open here. */
export function AppPage(): ReactNode {
  return (
    <Screen title={t('app.title')} back>
      <InstallPart />
      <LinksPart />
    </Screen>
  );
}

function InstallPart(): ReactNode {
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

function LinksPart(): ReactNode {
  const [asked, setAsked] = useState<'no' | 'yes' | 'refused'>('no');
  return (
    <Section title={t('app.links-title')} lead={t('app.links-text')}>
      {canOpenLinks() ? (
        <ButtonRow>
          <Button icon="globe" onClick={() => setAsked(openLinksHere(navigator, location) ? 'yes' : 'refused')}>
            {t('app.links-do')}
          </Button>
        </ButtonRow>
      ) : (
        <p>{t('app.links-unable')}</p>
      )}
      <p role="status">
        {asked === 'yes' && t('app.links-asked')}
        {asked === 'refused' && t('app.links-unable')}
      </p>
    </Section>
  );
}
