// The right column: which lead, what it says, where it lands and why.
import { useCallback, useState } from 'react';
import { EmptyState } from '../parts/States';
import { useApp } from '../state/store';
import { LeadEditor } from './lead/LeadEditor';
import { Announcer } from './outcome/Announcer';
import { Answer } from './outcome/Answer';
import { LeadLine } from './samples/LeadLine';
import { MovedSamples } from './samples/MovedSamples';
import { SampleBar } from './samples/SampleBar';
import css from './SimulatorPanel.module.css';

export type View = 'form' | 'json';

/** A place in the payload that somebody asked to see, such as `payload.listing.price`. */
export interface Asked {
  place: string;
}

export function SimulatorPanel() {
  const hasLead = useApp((state) => state.lead !== null);
  const isOpening = useApp((state) => state.phase === 'opening');
  const [view, setView] = useState<View>('form');
  const [asked, setAsked] = useState<Asked | null>(null);
  const showPlace = (place: string) => {
    setView('json');
    setAsked({ place });
  };
  const forgetAsked = useCallback(() => setAsked(null), []);
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <h2 className={css.title}>Where does this lead land?</h2>
        {hasLead && <ViewSwitch view={view} onView={setView} />}
      </div>
      <SampleBar />
      <MovedSamples />
      {hasLead && (
        <>
          <LeadLine />
          <LeadEditor view={view} asked={asked} onAnswered={forgetAsked} onPlace={showPlace} />
          <Answer onPlace={showPlace} />
        </>
      )}
      {!hasLead && !isOpening && <NoLead />}
      <Announcer />
    </div>
  );
}

function ViewSwitch({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <fieldset className={css.switch}>
      <legend className="said">Show the lead as</legend>
      {(['form', 'json'] as const).map((choice) => (
        <label key={choice} className={css.choice} data-on={view === choice}>
          <input
            type="radio"
            name="lead-view"
            className={css.radio}
            checked={view === choice}
            onChange={() => onView(choice)}
          />
          {choice === 'form' ? 'Form' : 'JSON'}
        </label>
      ))}
    </fieldset>
  );
}

function NoLead() {
  const hasChannel = useApp((state) => state.channel !== null);
  return (
    <div className={css.empty}>
      <EmptyState title="No lead to follow yet">
        {hasChannel
          ? 'Begin one with the plus above. It goes to the channel on the board, and every field you fill in shows at once where it lands.'
          : 'A lead is sent to a channel. Show an account that has one, then begin a lead here.'}
      </EmptyState>
    </div>
  );
}
