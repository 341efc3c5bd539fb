/** The page's frame; the script fills it. */
export const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
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
  <div id="cards"></div>
  <div id="filter" role="search">
    <label>Provider <select id="provider"><option value="">all</option></select></label>
    <label>Search <input id="q" type="search" autocomplete="off" placeholder="in all requests and customers"></label>
  </div>
  <div id="sides">
    <section class="panel" aria-labelledby="asked">
      <h2 id="asked">Requests</h2>
      <ol id="requests"></ol>
      <p id="noRequests" class="none"></p>
    </section>
    <section class="panel" aria-labelledby="held">
      <h2 id="held">Customers</h2>
      <ul id="customers"></ul>
      <p id="noCustomers" class="none"></p>
    </section>
  </div>
</main>
<noscript><p>This page needs JavaScript; <code>/_page/state</code> has its data.</p></noscript>
</body>
</html>
`
