import { type SubmitEvent, useId, useState } from 'react';
import type { AppError, RechatStatus } from '../ipc';
import { Button } from '../parts/Button';
import { sentence } from '../parts/States';
import { signIn } from '../state/rechat';
import css from './Rechat.module.css';

interface Props {
  status: RechatStatus;
  onClose: () => void;
}

/** How the brokerage's Rechat is reached; what was used last stands there already. */
export function SignInForm({ status: { settings, sign_in, tokens }, onClose }: Props) {
  const [web, setWeb] = useState(settings.web);
  const [api, setApi] = useState(settings.api);
  const [client, setClient] = useState(settings.client_id);
  const [secret, setSecret] = useState('');
  const [refusal, setRefusal] = useState<AppError | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setRefusal(null);
    setRefusal(await signIn({ web: web.trim(), api: api.trim(), client_id: client.trim() }, secret));
  };
  const at = refusal?.code === 'bad_settings' ? refusal.place : null;
  const problem = (place: string) => (at === place && refusal ? sentence(refusal.message) : null);
  const again = sign_in.kind === 'ended';
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)}>
      <p className={css.words}>
        {again
          ? 'Rechat no longer accepts the sign-in of this mirror. Nothing is lost: sign in again and go on.'
          : 'You sign in with your browser, at Rechat’s own page. Switchyard then reads the brokerage’s accounts and channels, and sends what you review and push, nothing else.'}
      </p>
      <div className={css.fields}>
        <TextField label="Sign-in address" value={web} onChange={setWeb} problem={problem('web')} help="Your own domain, if Rechat runs under it" />
        <TextField label="API address" value={api} onChange={setApi} problem={problem('api')} />
        <TextField label="Client id" value={client} onChange={setClient} problem={problem('client_id')} help="Of your brokerage’s registration with Rechat" />
        <TextField
          label="Client secret"
          value={secret}
          onChange={setSecret}
          isSecret
          problem={problem('secret')}
          help={tokens.kind === 'this_session' ? 'Kept until you close Switchyard: no key store answers here' : 'Kept in this computer’s key store; empty to use the last one'}
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
        <Button type="submit" look="primary" disabled={[web, api, client].some((text) => text.trim() === '')}>
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
