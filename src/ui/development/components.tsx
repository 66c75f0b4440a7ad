import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { createInterface, InterfaceProvider } from '../app/interface.tsx';
import { loadMessages, startTranslations } from '../text/translate.ts';
import { createFakeApp } from './fake-app.ts';
import '../styles/base.css';

// Every component in all of its states. ?dir=rtl begins from right to left, ?narrow with 320 px.
const query = new URLSearchParams(location.search);
const app = createFakeApp({ phase: 'ready', posts: 8, connection: 'well', theme: 'system', saved: false, jobs: 'none' });
const element = document.getElementById('app');
startTranslations();
await Promise.all([loadMessages('shell'), loadMessages('screens')]);
// Samples hold words of the app.
const { ComponentPage } = await import('./component-page.tsx');
if (element !== null) {
  // Links go nowhere here.
  createRoot(element).render(
    <Router hook={memoryLocation({ path: '/' }).hook}>
      <InterfaceProvider value={createInterface(app, () => import('../app/frame.ts'))}>
        <ComponentPage rightToLeft={query.get('dir') === 'rtl'} narrow={query.has('narrow')} />
      </InterfaceProvider>
    </Router>,
  );
}
