import { defineConfig } from 'vitest/config';

// The page is served below paths that differ (the Overlord's, the Router's, a proxy's): every address in it is relative.
// Nothing is inlined: its Content-Security-Policy allows files of its own only.
export default defineConfig({
  base: './',
  build: {
    outDir: 'target/page',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
