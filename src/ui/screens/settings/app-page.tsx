import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { canOpenLinks, openLinksHere } from '../../installed/link-handler.ts';
import { t } from '../../text/translate.ts';
import { InstallPart } from '../room/install-part.tsx';

/** Pollen as an app of this device: how to install it, and which links of other pages open here. */
export function AppPage(): ReactNode {
  return (
    <Screen title={t('app.title')} back>
      <InstallPart />
      <LinksPart />
    </Screen>
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
