/** The page's frame; the script fills it. */
export const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Payment customers, emulated</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_page/style.css">
<script src="/_page/script.js" defer></script>
</head>
<body>
<header>
  <h1>Payment customers, emulated</h1>
  <p id="link" role="status">connecting</p>
</header>
<main>
  <section id="providers" aria-label="Providers"></section>
  <section class="panel" aria-labelledby="asked">
    <h2 id="asked">Requests</h2>
    <ol id="requests"></ol>
  </section>
</main>
<noscript><p>This page needs JavaScript; <code>/_page/state</code> has its data.</p></noscript>
</body>
</html>
`
