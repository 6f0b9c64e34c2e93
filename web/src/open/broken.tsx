import { Component, type ReactNode } from 'react';
import { useText } from './words.js';

/** A page, or in its place that it broke: a fault of the page, which sent nothing by itself. */
export class Broken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <LoadAgain /> : this.props.children;
  }
}

function LoadAgain() {
  const { t } = useText();
  return (
    <main id="content" className="slip" role="alert">
      <h1>{t('open.broken')}</h1>
      <p>{t('open.brokenDetail')}</p>
      <p>
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          {t('open.reload')}
        </button>
      </p>
    </main>
  );
}
