import { type ReactNode, useEffect } from 'react';
import { useLocation } from 'wouter';
import { sharedFileTypes, takeSharedFiles, takeSharedText } from '../../../sw/shared-box.ts';
import { useInterface } from '../../app/interface.tsx';
import { addressPath, paths } from '../../app/paths.ts';
import { Screen } from '../../components/screen.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { t } from '../../text/translate.ts';
import { AskAccount } from '../accounts/ask-account.tsx';
import { sharedIntent, sharedKind, sharedWords } from './shared-intent.ts';

/**
 * Where the service worker sends what another app shared: other networks' files to the import, a person to the
 * follow screen, words and pictures to the composer.
 */
export function Share(): ReactNode {
  return (
    <AskAccount title={t('share.title')}>
      <OpenShared />
    </AskAccount>
  );
}

function OpenShared(): ReactNode {
  const { composing } = useInterface();
  const [, navigate] = useLocation();
  useEffect(() => {
    async function open(): Promise<void> {
      const kind = sharedKind(await sharedFileTypes(globalThis.caches));
      if (kind === 'import') {
        navigate(paths.import, { replace: true });
        return;
      }
      const files = kind === 'media' ? await takeSharedFiles(globalThis.caches) : [];
      const shared = await takeSharedText(globalThis.caches);
      if (files.length > 0) {
        navigate(paths.home, { replace: true });
        composing.open({ kind: 'new', text: shared === undefined ? '' : sharedWords(shared), files });
        return;
      }
      const intent = shared === undefined ? undefined : sharedIntent(shared);
      navigate(intent?.kind === 'person' ? addressPath(intent.address) : paths.home, { replace: true });
      if (intent?.kind === 'text') composing.open({ kind: 'new', text: intent.text });
    }
    void open().catch(() => navigate(paths.home, { replace: true }));
  }, [composing, navigate]);
  return (
    <Screen title={t('share.title')}>
      <PostSkeleton count={2} />
    </Screen>
  );
}
