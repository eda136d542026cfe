import type { Version } from '../ipc';
import { Button } from '../parts/Button';
import { Badge } from '../parts/Chip';
import { restoreVersion } from '../state/history';
import css from './HistoryView.module.css';
import { KIND_WORDS, type Pair, timeWords, versionBefore, versionName } from './words';

interface Props {
  version: Version;
  versions: readonly Version[];
  pair: Pair | null;
  onCompare: (pair: Pair) => void;
}

export function VersionItem({ version, versions, pair, onCompare }: Props) {
  const before = versionBefore(versions, version.id);
  const name = versionName(version);
  const shown = pair?.old === version.id || pair?.now === version.id;
  return (
    <li className={css.version} data-shown={shown}>
      <p className={css.head}>
        <bdi className={css.name}>{name}</bdi>
        <Badge>{KIND_WORDS[version.kind]}</Badge>
      </p>
      <p className={css.when}>
        <time dateTime={version.at}>{timeWords(version.at)}</time>
        {version.author !== null && ` · ${version.author}`}
      </p>
      <p className={css.acts}>
        {before && (
          <Button
            look="quiet"
            aria-label={`What changed in “${name}”`}
            onClick={() => onCompare({ old: before.id, now: version.id })}
          >
            What changed
          </Button>
        )}
        <Button
          look="quiet"
          aria-label={`Compare with the draft: “${name}”`}
          onClick={() => onCompare({ old: version.id, now: null })}
        >
          Compare with the draft
        </Button>
        <Button
          look="quiet"
          aria-label={`Restore “${name}”`}
          title="Replaces the draft; one undo brings it back"
          onClick={() => void restoreVersion(version, `“${name}”`)}
        >
          Restore
        </Button>
      </p>
    </li>
  );
}
