import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useState } from 'react';
import { DragDesk } from '../builder/DragDesk';
import { useDrag } from '../builder/useDrag';
import css from './Columns.module.css';
import { recall, remember } from './memory';
import { BOARD_MIN, clamp, fit, LIMITS, readWidths, type Side, widthByKey, wishedIn, writeWidths } from './widths';

const KEY = 'switchyard.widths';

interface Props {
  tree: ReactNode;
  board: ReactNode;
  simulator: ReactNode;
}

export function Columns({ tree, board, simulator }: Props) {
  const [dragged, setDragged] = useState(() => readWidths(recall(KEY)));
  const isCarrying = useDrag(({ dragged }) => dragged !== null);
  const [room, setRoom] = useState(window.innerWidth);
  useEffect(() => {
    const measure = () => setRoom(window.innerWidth);
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const drawn = fit(dragged, room);
  const set = (side: Side, width: number) => {
    const next = { ...drawn, [side]: width };
    setDragged(next);
    remember(KEY, writeWidths(next));
  };
  return (
    <DragDesk>
      <main
        className={css.columns}
        data-carrying={isCarrying}
        style={{ gridTemplateColumns: `${drawn.tree}px 0 minmax(${BOARD_MIN}px, 1fr) 0 ${drawn.simulator}px` }}
      >
        <section className={css.side} aria-label="Accounts" data-column="tree">
          {tree}
        </section>
        <Splitter side="tree" label="Width of the accounts column" width={drawn.tree} onWidth={set} />
        <section className={css.middle} aria-label="Board" data-column="board">
          {board}
        </section>
        <Splitter side="simulator" label="Width of the simulator column" width={drawn.simulator} onWidth={set} />
        <section className={css.side} aria-label="Simulator" data-column="simulator">
          {simulator}
        </section>
      </main>
    </DragDesk>
  );
}

interface SplitterProps {
  side: Side;
  label: string;
  width: number;
  onWidth: (side: Side, width: number) => void;
}

function Splitter({ side, label, width, onWidth }: SplitterProps) {
  const [from, setFrom] = useState<{ x: number; width: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = widthByKey(event.key, width, side, window.innerWidth);
    if (next === null) return;
    event.preventDefault();
    onWidth(side, next);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!from) return;
    const moved = event.clientX - from.x;
    onWidth(side, clamp(from.width + (side === 'tree' ? moved : -moved), side));
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={LIMITS[side].min}
      aria-valuemax={LIMITS[side].max}
      aria-valuetext={`${width} pixels`}
      tabIndex={0}
      className={css.splitter}
      data-dragging={from !== null}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onWidth(side, wishedIn(window.innerWidth)[side])}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom({ x: event.clientX, width });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => setFrom(null)}
      onLostPointerCapture={() => setFrom(null)}
    />
  );
}
