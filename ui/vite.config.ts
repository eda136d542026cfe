import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  // `light-dark()` and `color-mix()` in the tokens need WebKit 17.5 (WebKitGTK 2.44).
  build: { target: 'safari17.5', assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
