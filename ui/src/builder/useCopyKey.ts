import { useEffect } from 'react';
import { useDrag } from './useDrag';

/** Alt or Ctrl, pressed at any time before the drop, copies. */
export function useCopyKey(): void {
  useEffect(() => {
    const listen = ({ altKey, ctrlKey, metaKey }: KeyboardEvent | PointerEvent) => {
      const { dragged, copy } = useDrag.getState();
      const held = altKey || ctrlKey || metaKey;
      if (dragged?.kind === 'rules' && held !== copy) useDrag.setState({ copy: held });
    };
    window.addEventListener('keydown', listen);
    window.addEventListener('keyup', listen);
    window.addEventListener('pointermove', listen);
    return () => {
      window.removeEventListener('keydown', listen);
      window.removeEventListener('keyup', listen);
      window.removeEventListener('pointermove', listen);
    };
  }, []);
}
