import { type SubmitEvent, useId } from 'react';
import type { AppError, RechatSettings, RechatStatus } from '../ipc';
import { Button } from '../parts/Button';
import { sentence } from '../parts/States';
import css from './Rechat.module.css';

export type Wishes = RechatSettings & { secret: string };

interface Props {
  status: RechatStatus;
  wishes: Wishes;
  /** Why the last try came to nothing. */
  refusal: AppError | null;
  onChange: (wishes: Wishes) => void;
  onSubmit: () => void;
  onClose: () => void;
}

/** How the brokerage's Rechat is reached; what was used last stands there already. */
export function SignInForm({ status: { sign_in, tokens }, wishes, refusal, onChange, onSubmit, onClose }: Props) {
  const { web, api, client_id, secret } = wishes;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const at = refusal?.code === 'bad_settings' ? refusal.place : null;
  const problem = (place: string) => (at === place && refusal ? sentence(refusal.message) : null);
  const again = sign_in.kind === 'ended';
  return (
    <form className={css.form} onSubmit={submit}>
      <p className={css.words}>
        {again
          ? 'Rechat no longer accepts the sign-in of this mirror. Nothing is lost: sign in again and go on.'
          : 'You sign in with your browser, at Rechat’s own page. Switchyard then reads the brokerage’s accounts and channels, and sends what you review and push, nothing else.'}
      </p>
      <div className={css.fields}>
        <TextField
          label="Sign-in address"
          value={web}
          onChange={(text) => onChange({ ...wishes, web: text })}
          problem={problem('web')}
          help="Your own domain, if Rechat runs under it"
        />
        <TextField
          label="API address"
          value={api}
          onChange={(text) => onChange({ ...wishes, api: text })}
          problem={problem('api')}
        />
        <TextField
          label="Client id"
          value={client_id}
          onChange={(text) => onChange({ ...wishes, client_id: text })}
          problem={problem('client_id')}
          help="Of your brokerage’s registration with Rechat"
        />
        <TextField
          label="Client secret"
          value={secret}
          onChange={(text) => onChange({ ...wishes, secret: text })}
          isSecret
          problem={null}
          help={
            tokens.kind === 'this_session'
              ? 'Kept until you close Switchyard: no key store answers here'
              : 'Kept in this computer’s key store; empty to use the last one'
          }
        />
      </div>
      {refusal && at === null && (
        <div role="alert" className={css.problem}>
          <p>{sentence(refusal.message)}</p>
          {refusal.help !== null && <p>{sentence(refusal.help)}</p>}
        </div>
      )}
      <div className={css.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={[web, api, client_id].some((text) => text.trim() === '')}>
          Sign in with the browser
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  problem: string | null;
  help?: string;
  isSecret?: boolean;
}

function TextField({ label, value, onChange, problem, help, isSecret = false }: FieldProps) {
  const id = useId();
  const words = problem ?? help;
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={isSecret ? 'password' : 'text'}
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={words === undefined ? undefined : `${id}-words`}
        onChange={({ target }) => onChange(target.value)}
      />
      {words !== undefined && (
        <p id={`${id}-words`} className={problem === null ? css.help : css.problem}>
          {words}
        </p>
      )}
    </div>
  );
}
