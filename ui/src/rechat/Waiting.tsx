import { Copy } from '../board/connect/Copy';
import { Button } from '../parts/Button';
import { stopRechat } from '../state/rechat';
import css from './Rechat.module.css';

/** While the person is at Rechat's page. */
export function Waiting({ page }: { page: string | null }) {
  return (
    <div className={css.form}>
      <p role="status" className={css.words}>
        Your browser shows Rechat’s sign-in page. Agree there; this window goes on by itself.
      </p>
      {page !== null && (
        <>
          <p className={css.help}>No browser came up? Open this address in one on this computer:</p>
          <p className={css.address}>{page}</p>
        </>
      )}
      <div className={css.actions}>
        {page !== null && <Copy what="the address" text={page} />}
        <Button onClick={() => void stopRechat()}>Stop</Button>
      </div>
    </div>
  );
}
