import { Component, type ReactNode } from 'react';
import { toAppError } from '../ipc';
import { Button } from '../parts/Button';
import { ErrorState } from '../parts/States';
import css from './Startup.module.css';

/** A fault of the window itself: said, with a way on. The mirror is safe, the window only draws it. */
export class Boundary extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state: { fault: unknown } = { fault: null };

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <div className={css.place}>
        <div className={css.card}>
          <ErrorState title="The window failed to draw this. Your data is untouched." error={toAppError(fault)} />
          <Button className={css.again} onClick={() => window.location.reload()}>Draw it again</Button>
        </div>
      </div>
    );
  }
}
