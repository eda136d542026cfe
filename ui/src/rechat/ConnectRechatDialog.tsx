import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { signOut, stopRechat } from '../state/rechat';
import { useApp } from '../state/store';
import { Connected } from './Connected';
import { SignInForm } from './SignInForm';
import { Waiting } from './Waiting';

/** Signing in to a brokerage's Rechat, and out again. */
export function ConnectRechatDialog({ onClose }: { onClose: () => void }) {
  const status = useApp((state) => state.rechat.status);
  if (!status) return null;
  const { sign_in, busy } = status;
  const isSigningIn = busy === 'signing_in';
  const close = () => {
    if (isSigningIn) void stopRechat();
    onClose();
  };
  return (
    <Dialog title="Connect to Rechat" onClose={close}>
      {isSigningIn && <Waiting page={sign_in.kind === 'waiting' ? sign_in.page : null} />}
      {!isSigningIn && sign_in.kind === 'signed_in' && (
        <Connected status={status} who={sign_in.who} brokerage={sign_in.brokerage} onClose={onClose}>
          <Button look="quiet" onClick={() => void signOut()}>
            Sign out
          </Button>
        </Connected>
      )}
      {!isSigningIn && sign_in.kind !== 'signed_in' && <SignInForm status={status} onClose={onClose} />}
    </Dialog>
  );
}
