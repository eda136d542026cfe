import { useState } from 'react';
import type { AppError } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { signIn, signOut, stopRechat } from '../state/rechat';
import { useApp } from '../state/store';
import { Connected } from './Connected';
import { SignInForm, type Wishes } from './SignInForm';
import { Waiting } from './Waiting';

/** Signing in to a brokerage's Rechat, and out again. */
export function ConnectRechatDialog({ onClose }: { onClose: () => void }) {
  const status = useApp((state) => state.rechat.status);
  // Kept while the browser is asked: whoever is refused finds what they typed.
  const [typed, setTyped] = useState<Wishes | null>(null);
  const [refusal, setRefusal] = useState<AppError | null>(null);
  if (!status) return null;
  const { sign_in, busy, settings } = status;
  const isSigningIn = busy === 'signing_in';
  const wishes = typed ?? { ...settings, secret: '' };
  const close = () => {
    if (isSigningIn) void stopRechat();
    onClose();
  };
  const submit = async () => {
    const { web, api, client_id, secret } = wishes;
    setRefusal(null);
    setRefusal(await signIn({ web: web.trim(), api: api.trim(), client_id: client_id.trim() }, secret));
  };
  return (
    <Dialog title="Connect to Rechat" onClose={close}>
      {isSigningIn && <Waiting page={sign_in.kind === 'waiting' ? sign_in.page : null} />}
      {!isSigningIn && sign_in.kind === 'signed_in' && (
        <Connected status={status} who={sign_in.who} brokerage={sign_in.brokerage} onClose={onClose}>
          <Button look="quiet" disabled={busy !== null} onClick={() => void signOut()}>
            Sign out
          </Button>
        </Connected>
      )}
      {!isSigningIn && sign_in.kind !== 'signed_in' && (
        <SignInForm
          status={status}
          wishes={wishes}
          refusal={refusal}
          onChange={setTyped}
          onSubmit={() => void submit()}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
