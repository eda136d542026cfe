// What the first look at the window does not need: its code is fetched once that is drawn, so that
// neither holds up the other.
import { lazy } from 'react';

const dialogs = () => import('./OpenDialog');
const history = () => import('./history/HistoryView');
const review = () => import('./review/ReviewView');

export const OpenDialog = lazy(async () => ({ default: (await dialogs()).OpenDialog }));
export const HistoryView = lazy(async () => ({ default: (await history()).HistoryView }));
export const ReviewView = lazy(async () => ({ default: (await review()).ReviewView }));

/** Who opens one of these later does not wait. */
export async function fetchLater(): Promise<void> {
  await Promise.all([dialogs(), history(), review()]);
}
