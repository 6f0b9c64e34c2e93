// A reporter that names a change at once when no test noticed it: its place, and the changed code.
import path from 'node:path';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { projectDir } from '../steps.mjs';

class Survivors {
  onMutantTested({ fileName, location, mutatorName, replacement, status }) {
    if (status !== 'Survived' && status !== 'NoCoverage') return;
    const place = `${path.relative(projectDir, fileName)}:${location.start.line}:${location.start.column}`;
    const untested = status === 'NoCoverage' ? ' (no test comes here)' : '';
    console.log(
      `survived ${place} ${mutatorName}${untested}: ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 80)}`,
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'survivors', Survivors)];
