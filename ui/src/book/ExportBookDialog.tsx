import { chooseWhereToSave, exportBook } from '../state/book';
import { useApp } from '../state/store';
import { bookName } from './problems';
import { WriteFileDialog } from './WriteFileDialog';

export function ExportBookDialog({ onClose }: { onClose: () => void }) {
  const title = useApp((state) => state.opened?.title ?? '');
  return (
    <WriteFileDialog
      title="Export the book"
      choose={() => chooseWhereToSave(bookName(title))}
      write={exportBook}
      onClose={onClose}
    >
      Writes the draft as one JSON file, always the same bytes for the same draft, so it can be kept and compared.
    </WriteFileDialog>
  );
}
