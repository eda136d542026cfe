import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Edit, Sample, SimulateRequest, Simulation } from '../ipc';
import { edit } from '../state/edit';
import { pickSample, simulate } from '../state/lead';
import { empty, useApp } from '../state/store';
import { begin, bringBack, change, choose, forget, keep, takeBack, useLeads } from './leads';
import { simulation } from './testing';

/** A mirror of samples and a draft that sends every lead to the agent its payload names. */
const engine = vi.hoisted(() => ({ samples: Array<Sample>(), revision: 1, moved: '' }));

vi.mock('../ipc', () => ({
  toAppError: (cause: unknown) => cause,
  ipc: {
    samples: () => Promise.resolve(engine.samples),
    board: () => Promise.reject(new Error('no board in this test')),
    channel: () => Promise.reject(new Error('no board in this test')),
    simulate: ({ payload, channel }: SimulateRequest): Promise<Simulation> => {
      try {
        const lead: unknown = JSON.parse(payload);
        const account = `${engine.moved}${JSON.stringify(lead)}`;
        const agent = { account, name: account, initials: '', kind: 'agent', weight: 1 } as const;
        return Promise.resolve(simulation({ revision: engine.revision, channel, agents: [agent] }));
      } catch {
        return Promise.reject(new Error('bad lead'));
      }
    },
    edit: (asked: Edit) => {
      engine.revision += 1;
      if (asked.kind === 'save_sample') {
        const id = asked.sample ?? 'kept';
        const rest = engine.samples.filter((sample) => sample.id !== id);
        engine.samples = [...rest, { id, name: asked.name, ...asked.lead, shipped: false }];
      } else if (asked.kind === 'delete_sample') {
        engine.samples = engine.samples.filter(({ id }) => id !== asked.sample);
      } else {
        engine.moved = 'moved ';
      }
      return Promise.resolve({ revision: engine.revision, undo: null, redo: null, tree_changed: false, samples_changed: asked.kind.includes('sample') });
    },
  },
}));

const tabs = () => useLeads.getState().tabs;
const lead = () => useApp.getState().lead;
const lands = () => useApp.getState().simulation?.agents[0]?.account;
const sample = (id: string, payload: string) => ({
  id,
  name: id,
  channel: 'c1',
  captured_at: 't',
  payload,
  shipped: true,
});

beforeEach(async () => {
  Object.assign(engine, {
    samples: [sample('a', '{"of": "a"}'), sample('b', '{"of": "b"}')],
    revision: 1,
    moved: '',
  });
  useApp.setState({ ...empty, phase: 'open', channel: 'c1', samples: engine.samples });
  await pickSample('a');
});

describe('leads on the desk', () => {
  it('keep what was typed while another one is looked at', async () => {
    await change({ payload: '{"of": "me"}' });
    await choose('b');
    expect(lands()).toBe('{"of":"b"}');
    await choose('a');
    expect(lead()?.payload).toBe('{"of": "me"}');
    expect(lands()).toBe('{"of":"me"}');
    expect(useLeads.getState().seenTab).toBe('a');
  });

  it('keep what was typed when somebody else picks the sample', async () => {
    await change({ payload: '{"of": "me"}' });
    await choose('b');
    await pickSample('a');
    await vi.waitFor(() => expect(lands()).toBe('{"of":"me"}'));
  });

  it('show the last readable payload while the JSON is broken, and no answer of another lead as theirs', async () => {
    await change({ payload: '{"of": "me"' });
    expect(useLeads.getState()).toMatchObject({
      readable: '{"of": "a"}',
      problem: { line: 1, column: 12 },
      seenTab: 'a',
    });
    await choose('b');
    expect(useLeads.getState()).toMatchObject({ readable: '{"of": "b"}', problem: null });
    await choose('a');
    expect(useLeads.getState()).toMatchObject({ readable: null, seenTab: 'b' });
  });

  it('know the answer as theirs even where it says the same as the last one', async () => {
    useApp.setState({ samples: [...engine.samples, sample('twin', '{ "of": "a" }')] });
    const before = useApp.getState().simulation;
    await choose('twin');
    expect(useApp.getState().simulation).toBe(before);
    expect(useLeads.getState().seenTab).toBe('twin');
  });

  it('are reset and brought back', async () => {
    await change({ payload: '{"of": "me"}' });
    await takeBack();
    expect(lands()).toBe('{"of":"a"}');
    await bringBack();
    expect(lands()).toBe('{"of":"me"}');
  });
});

describe('samples', () => {
  it('are made of a new lead, which then is no draft any more', async () => {
    await begin();
    await change({ payload: '{"of": "new"}' });
    await keep('Kept', null);
    expect(tabs()).toMatchObject({ front: 'kept', fresh: [], drafts: {} });
    expect(useApp.getState().sample).toBe('kept');
    expect(useLeads.getState().seenTab).toBe('kept');
  });

  it('are said to be saved and deleted', async () => {
    await begin();
    await keep('Kept', null);
    expect(useApp.getState().notice?.text).toBe('Saved the sample “Kept”');
    await forget('kept');
    expect(useApp.getState().notice?.text).toBe('Deleted the sample “Kept”');
  });

  it('leave their lead behind when an undo takes them away, and not when they are deleted', async () => {
    await change({ payload: '{"of": "me"}' });
    await keep('Kept', null);
    useApp.setState({ samples: engine.samples.filter(({ id }) => id !== 'kept') });
    expect(tabs().fresh).toEqual([tabs().front]);
    expect(lead()?.payload).toBe('{"of": "me"}');

    await choose('b');
    await forget('b');
    expect(tabs()).toMatchObject({ front: 'a' });
    expect(tabs().fresh).toHaveLength(1);
    expect(lands()).toBe('{"of":"a"}');
  });
});

describe('an edit of the draft', () => {
  it('shows what it changed for this lead, until the lead itself changes', async () => {
    await edit({ kind: 'delete_rule', rule: 'r1' });
    expect(useLeads.getState().seen.before?.agents[0]?.account).toBe('{"of":"a"}');
    expect(lands()).toBe('moved {"of":"a"}');
    await change({ payload: '{"of": "me"}' });
    expect(useLeads.getState().seen.before).toBeNull();
  });

  it('says nothing when it changes nothing', async () => {
    engine.revision += 1;
    await simulate();
    expect(useLeads.getState().seen.before).toBeNull();
  });
});

it('forgets everything when another mirror is opened', async () => {
  await change({ payload: '{"of": "me"}' });
  useApp.setState({ ...empty });
  expect(tabs()).toMatchObject({ front: null, drafts: {} });
});
