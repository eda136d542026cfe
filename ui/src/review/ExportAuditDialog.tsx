import { WriteFileDialog } from '../book/WriteFileDialog';
import { chooseWhereToSaveAudit, exportAudit } from '../state/rechat';

export function ExportAuditDialog({ onClose }: { onClose: () => void }) {
  return (
    <WriteFileDialog
      title="Export the list of pushes"
      placeholder="/path/to/pushes.json"
      choose={() => chooseWhereToSaveAudit('pushes.json')}
      write={exportAudit}
      onClose={onClose}
    >
      Writes every push of this mirror as one JSON file: who, when, the plan in words and the result of each call.
      Channel ids are masked.
    </WriteFileDialog>
  );
}
