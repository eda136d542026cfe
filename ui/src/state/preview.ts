// What an edit would do to the samples, before it is made.
import { type AppError, type Edit, ipc, type SampleOutcome, toAppError } from '../ipc';

export interface Preview {
  samples: readonly SampleOutcome[];
  refused: AppError | null;
}

export async function readPreview(edit: Edit): Promise<Preview> {
  try {
    return { samples: (await ipc.preview(edit)).samples, refused: null };
  } catch (cause) {
    return { samples: [], refused: toAppError(cause) };
  }
}
