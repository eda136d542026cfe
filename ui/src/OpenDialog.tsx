import { DeleteChannelDialog } from './board/channels/DeleteChannelDialog';
import { MoveChannelDialog } from './board/channels/MoveChannelDialog';
import { DepartureDialog } from './board/departure/DepartureDialog';
import { ReplaceDialog } from './board/departure/ReplaceDialog';
import { ConnectDialog } from './board/connect/ConnectDialog';
import { SendRulesDialog } from './board/selection/SendRulesDialog';
import { ExportBookDialog } from './book/ExportBookDialog';
import { OpenBookDialog } from './book/OpenBookDialog';
import { UnsavedDialog } from './builder/UnsavedDialog';
import { FindDialog } from './find/FindDialog';
import { ShortcutsDialog } from './frame/ShortcutsDialog';
import { Palette } from './palette/Palette';
import { ConnectRechatDialog } from './rechat/ConnectRechatDialog';
import { PulledDialog } from './rechat/PulledDialog';
import { ExportAuditDialog } from './review/ExportAuditDialog';
import { showDialog } from './state/notice';
import { useApp } from './state/store';

/** The dialog that is open, if one is. */
export function OpenDialog() {
  const dialog = useApp((state) => state.dialog);
  const close = () => showDialog(null);
  if (dialog === null) return null;
  if (typeof dialog === 'object') {
    switch (dialog.of) {
      case 'move-channel':
        return <MoveChannelDialog channel={dialog.channel} onClose={close} />;
      case 'departure':
        return <DepartureDialog agent={dialog.agent} onClose={close} />;
      case 'replace-agent':
        return <ReplaceDialog agent={dialog.agent} onClose={close} />;
      case 'send-rules':
        return <SendRulesDialog rules={dialog.rules} onClose={close} />;
      case 'connect-source':
        return <ConnectDialog channel={dialog.channel} onClose={close} />;
      case 'delete-channel':
        return <DeleteChannelDialog channel={dialog.channel} onClose={close} />;
    }
  }
  switch (dialog) {
    case 'palette':
      return <Palette onClose={close} />;
    case 'find-rules':
      return <FindDialog onClose={close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />;
    case 'open-book':
      return <OpenBookDialog onClose={close} />;
    case 'export-book':
      return <ExportBookDialog onClose={close} />;
    case 'connect-rechat':
      return <ConnectRechatDialog onClose={close} />;
    case 'pulled':
      return <PulledDialog onClose={close} />;
    case 'unsaved':
      return <UnsavedDialog onClose={close} />;
    case 'export-audit':
      return <ExportAuditDialog onClose={close} />;
  }
}
