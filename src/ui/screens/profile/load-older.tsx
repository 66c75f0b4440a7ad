import { type ReactNode, useState } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { isDid } from '../../app/ids.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';

type State = { readonly type: 'idle' | 'busy' | 'done' | 'unreachable' } | { readonly type: 'added'; readonly count: number };

/** Below the last post on this device: older ones may lie with others. */
export function LoadOlder(props: { readonly person: PersonView }): ReactNode {
  const { person } = props;
  const app = useApp();
  const [state, setState] = useState<State>({ type: 'idle' });
  const { id } = person;
  const canAsk = isDid(id) ? person.sync?.hasOlder === true || state.type !== 'idle' : person.remote !== undefined;
  if (person.me || !canAsk || state.type === 'done') {
    return <p>{t('profile.end')}</p>;
  }
  async function load(): Promise<void> {
    setState({ type: 'busy' });
    const result = await app.loadOlder(id);
    if (!result.ok) setState({ type: 'unreachable' });
    else setState(result.value.more ? { type: 'added', count: result.value.added } : { type: 'done' });
  }

  return (
    <>
      <p role="status">
        {state.type === 'unreachable' && t('profile.older-unreachable')}
        {state.type === 'added' && t('profile.older-added', { count: state.count })}
      </p>
      <Button busy={state.type === 'busy'} onClick={() => void load()}>
        {state.type === 'busy' ? t('profile.older-loading') : t('profile.older')}
      </Button>
    </>
  );
}
