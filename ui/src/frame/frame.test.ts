import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenTo, type Keys, shortcutFor } from './shortcuts';
import { readZoom, STEPS, stepped } from './zoom';
import { fit, LIMITS, readWidths, widthByKey, writeWidths } from './widths';
import type { Outcome } from '../ipc';
import { accountMath, changedWords, landing } from './words';

describe('the columns', () => {
  it('leave the board its room in every window from 1024 on', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer({ min: 1024, max: 6000 }), (tree, simulator, window) => {
        const drawn = fit({ tree, simulator }, window);
        expect(drawn.tree).toBeGreaterThanOrEqual(LIMITS.tree.min);
        expect(drawn.simulator).toBeGreaterThanOrEqual(LIMITS.simulator.min);
        expect(window - drawn.tree - drawn.simulator).toBeGreaterThanOrEqual(424);
      }),
    );
  });

  it('draw what was wished where it fits', () => {
    expect(fit({ tree: 300, simulator: 380 }, 1440)).toEqual({ tree: 300, simulator: 380 });
    expect(fit({ tree: 272, simulator: 404 }, 1024)).toEqual({ tree: 272, simulator: 328 });
  });

  it('are remembered, and forgotten where the memory is not ours', () => {
    expect(readWidths(writeWidths({ tree: 300, simulator: 500 }))).toEqual({ tree: 300, simulator: 500 });
    expect(readWidths(null)).toBeNull();
    expect(readWidths('wide open')).toBeNull();
    expect(readWidths('9999 1')).toEqual({ tree: LIMITS.tree.max, simulator: LIMITS.simulator.min });
  });

  it('share what a large window has more, until somebody drags them', () => {
    expect(fit(null, 1280)).toEqual({ tree: 272, simulator: 404 });
    expect(fit(null, 1440)).toEqual({ tree: 272, simulator: 404 });
    expect(fit(null, 2560)).toEqual({ tree: 373, simulator: 583 });
    expect(fit(null, 3840)).toEqual({ tree: 440, simulator: 680 });
    expect(fit({ tree: 272, simulator: 404 }, 3840)).toEqual({ tree: 272, simulator: 404 });
  });

  it('grow outwards by key', () => {
    expect(widthByKey('ArrowRight', 272, 'tree', 1440)).toBe(288);
    expect(widthByKey('ArrowRight', 404, 'simulator', 1440)).toBe(388);
    expect(widthByKey('Home', 404, 'simulator', 1440)).toBe(LIMITS.simulator.min);
    expect(widthByKey('Enter', 999, 'tree', 2560)).toBe(373);
    expect(widthByKey('a', 272, 'tree', 1440)).toBeNull();
  });
});

const press = (key: string, held: Partial<Keys> = {}, typing = false) =>
  shortcutFor({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held }, typing);

describe('the window’s keys', () => {
  it('undo and redo, but leave a text field its own', () => {
    expect(press('z', { ctrlKey: true })).toBe('undo');
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('redo');
    expect(press('y', { metaKey: true })).toBe('redo');
    expect(press('z', { ctrlKey: true }, true)).toBeNull();
  });

  it('reach the palette and the search from everywhere', () => {
    expect(press('k', { ctrlKey: true }, true)).toBe('palette');
    expect(press('f', { ctrlKey: true }, true)).toBe('find-rules');
    expect(press('F', { ctrlKey: true, shiftKey: true }, true)).toBe('find');
    expect(press('/', {}, true)).toBeNull();
    expect(press('/')).toBe('find');
    expect(press('?', { shiftKey: true })).toBe('shortcuts');
    expect(press('F6', { shiftKey: true })).toBe('previous-column');
    expect(press('k', { ctrlKey: true, altKey: true })).toBeNull();
  });
});

describe('a dialog', () => {
  it('keeps what it holds from every key but those for the size', () => {
    expect(isOpenTo('palette', { phase: 'open', dialog: 'connect-rechat' })).toBe(false);
    expect(isOpenTo('palette', { phase: 'open', dialog: { of: 'delete-channel', channel: 'c' } })).toBe(false);
    expect(isOpenTo('board', { phase: 'open', dialog: 'palette' })).toBe(false);
    expect(isOpenTo('zoom-in', { phase: 'failed', dialog: 'open-book' })).toBe(true);
  });

  it('is opened and, as the palette, closed by one key', () => {
    expect(isOpenTo('palette', { phase: 'open', dialog: null })).toBe(true);
    expect(isOpenTo('palette', { phase: 'open', dialog: 'palette' })).toBe(true);
    expect(isOpenTo('palette', { phase: 'starting', dialog: null })).toBe(false);
  });
});

describe('the zoom', () => {
  it('goes by the steps of a browser and stays at their ends', () => {
    expect(stepped(100, 1)).toBe(110);
    expect(stepped(100, -1)).toBe(90);
    expect(stepped(300, 1)).toBe(300);
    expect(stepped(50, -1)).toBe(50);
    let up = 50;
    for (const step of STEPS) {
      expect(up).toBe(step);
      up = stepped(up, 1);
    }
  });

  it('is remembered, and normal where the memory is not ours', () => {
    expect(readZoom('150')).toBe(150);
    for (const strange of [null, '', '99', '-50', 'huge', '150 ']) expect(readZoom(strange)).toBe(100);
  });

  it('is reached by key, also while typing', () => {
    expect(press('+', { ctrlKey: true, shiftKey: true }, true)).toBe('zoom-in');
    expect(press('=', { metaKey: true })).toBe('zoom-in');
    expect(press('-', { ctrlKey: true }, true)).toBe('zoom-out');
    expect(press('0', { ctrlKey: true })).toBe('zoom-normal');
    expect(press('-')).toBeNull();
  });
});

describe('the frame’s sentences', () => {
  const none = { brokerages: 0, regions: 0, offices: 0, teams: 0, agents: 0, others: 0 };

  it('does the guide’s account math', () => {
    expect(accountMath({ ...none, brokerages: 1, offices: 10, agents: 200 })).toBe(
      '1 brokerage · 10 offices · 200 agents: 211 accounts',
    );
    expect(accountMath({ ...none, brokerages: 1, offices: 1, agents: 100_000 })).toBe(
      '1 brokerage · 1 office · 100,000 agents: 100,002 accounts',
    );
    expect(accountMath({ ...none, others: 1 })).toBe('1 other: 1 account');
  });

  it('says whether the samples land', () => {
    const after = (...outcomes: (Outcome | null)[]) => landing(outcomes.map((outcome) => ({ outcome })));
    expect(after('assigned', 'offered')).toEqual({ text: 'All 2 samples land', all: true });
    expect(after('assigned', 'inbox', 'assigned')).toEqual({ text: '1 of 3 samples stays in the inbox', all: false });
    expect(after(null, 'inbox')).toEqual({ text: '2 of 2 samples stay in the inbox', all: false });
    expect(landing(null)).toBeNull();
    expect(after()).toBeNull();
  });

  it('says how many samples the last step moved', () => {
    expect(changedWords(0, 4)).toBeNull();
    expect(changedWords(1, 1)).toBe('The sample lands elsewhere now');
    expect(changedWords(1, 4)).toBe('1 of 4 samples lands elsewhere now');
    expect(changedWords(3, 4)).toBe('3 of 4 samples land elsewhere now');
  });
});
