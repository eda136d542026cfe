import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'src/ipc/bindings.ts', 'eslint.config.js'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat['recommended-latest'],
  jsxA11y.flatConfigs.strict,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // A focusable separator is a widget (ARIA 1.2), which the plugin does not know; a region that
      // scrolls and holds nothing to operate is scrolled by key only where the keyboard can stop at it.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['tabpanel', 'tree', 'separator', 'region'], tags: [] }],
      'jsx-a11y/no-noninteractive-element-interactions': 'off',
      // React Virtual hands out functions that must not be memoised; the compiler is not in use.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/ipc talks to Tauri.' }] },
      ],
    },
  },
  {
    files: ['src/ipc/**', 'test/**'],
    rules: { 'no-restricted-imports': 'off', '@typescript-eslint/consistent-type-assertions': 'off' },
  },
  {
    files: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
