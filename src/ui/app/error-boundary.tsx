import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { ErrorState } from '../components/empty-state.tsx';
import { t } from '../text/translate.ts';
import { PartMissingError } from './lazy-screen.ts';

interface State {
  readonly error?: unknown;
  readonly stack?: string;
  readonly copied?: boolean;
}

/** Keeps a bug in one screen from taking the app along, and lets its user pass on what happened. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    this.setState({ stack: info.componentStack ?? '' });
  }

  override render(): ReactNode {
    const { error, copied } = this.state;
    if (error === undefined) return this.props.children;
    if (error instanceof PartMissingError) {
      // What React could not load once, it does not ask for again.
      return <ErrorState title={t('crash.missing-title')} text={t('crash.missing-text')} onRetry={() => location.reload()} />;
    }
    return (
      <ErrorState title={t('crash.title')} text={t('crash.text')} onRetry={() => this.setState({ error: undefined })}>
        <Button icon="copy" onClick={this.copyReport}>
          {copied === true ? t('action.copied') : t('crash.copy')}
        </Button>
      </ErrorState>
    );
  }

  /** Names of code only: neither posts nor people stand in it. */
  private readonly copyReport = (): void => {
    const { error, stack = '' } = this.state;
    const what = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
    void navigator.clipboard
      .writeText(`${what}\n${stack}\n${navigator.userAgent}`)
      .then(() => this.setState({ copied: true }))
      .catch(() => undefined);
  };
}
