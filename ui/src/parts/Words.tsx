import { Fragment } from 'react';
import { partsOf } from './direction';

/** A sentence of the engine's; names written from right to left keep their place in it. */
export function Words({ of }: { of: string }) {
  return partsOf(of).map(({ text, isolated }, index) =>
    isolated ? <bdi key={index}>{text}</bdi> : <Fragment key={index}>{text}</Fragment>,
  );
}
