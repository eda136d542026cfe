import { useEffect, useState } from 'react';
import type { KnownMirror } from '../ipc';
import { Sign } from '../parts/icons';
import { Menu, type MenuItem } from '../parts/Menu';
import { showDialog } from '../state/notice';
import { openMirror, pull, readMirrors, signOut } from '../state/rechat';
import { useApp } from '../state/store';
import { mirrorName } from './mirrors';
import { useNow } from './useNow';

/** The brokerages there are mirrors of, and the way to another. */
export function Brokerages() {
  const status = useApp((state) => state.rechat.status);
  const file = useApp((state) => state.opened?.file);
  const now = useNow();
  const [mirrors, setMirrors] = useState<readonly KnownMirror[]>([]);
  const pulledAt = status?.pulled_at;
  useEffect(() => {
    let newest = true;
    void readMirrors().then((read) => newest && setMirrors(read));
    return () => {
      newest = false;
    };
  }, [file, pulledAt]);
  if (!status) return null;
  const isIn = status.sign_in.kind === 'signed_in';
  const others = mirrors.filter(({ is_open }) => !is_open);
  const items: MenuItem[] = [
    ...others.map((mirror): MenuItem => ({
      id: mirror.file,
      label: `Open ${mirrorName(mirror, mirrors, now)}`,
      disabled: status.busy !== null,
      run: () => void openMirror(mirror.file),
    })),
    { label: 'Pull from Rechat', parted: others.length > 0, disabled: !isIn || status.busy !== null, run: () => void pull() },
    { label: isIn ? 'Connection to Rechat…' : 'Connect to Rechat…', run: () => showDialog('connect-rechat') },
    { label: 'Sign out of Rechat', disabled: !isIn || status.busy !== null, run: () => void signOut() },
  ];
  return <Menu label="Brokerages and Rechat" icon={<Sign of="plug" />} items={items} />;
}
