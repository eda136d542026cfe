import { accountItems } from '../builder/accountItems';
import { accountsWords } from '../builder/drop';
import { count } from '../frame/words';
import { IconButton } from '../parts/Button';
import { catchKeyboard } from '../parts/focus';
import { Sign } from '../parts/icons';
import { Menu } from '../parts/Menu';
import type { Tree } from './model';
import { dropPicked, picked, usePicked } from './picked';
import css from './TreePanel.module.css';

/** What can be done with the picked accounts without dragging them. Screen readers hear how many there are. */
export function PickedBar({ tree }: { tree: Tree }) {
  const many = usePicked((state) => state.chosen.size);
  return (
    <>
      <p role="status" className="said">
        {many > 0 && (many <= 2 ? `${accountsWords(picked(tree))} selected` : `${count(many, 'account', 'accounts')} selected`)}
      </p>
      {many > 0 && (
        <div role="group" aria-label="Selected accounts" className={css.picked}>
          <b className={css.many}>{many.toLocaleString('en-US')} selected</b>
          <Menu
            label="Do with the selected accounts"
            words="Add to"
            icon={<Sign of="more" />}
            items={() => accountItems(tree, picked(tree))}
          />
          <IconButton
            label="Let them go"
            title="Let them go (Esc)"
            onClick={() => {
              dropPicked();
              catchKeyboard('[data-column="tree"] [data-entry]');
            }}
          >
            <Sign of="cross" />
          </IconButton>
        </div>
      )}
    </>
  );
}
