<?php
// Forms as Omise's SDK for PHP sends them: http_build_query, and lists without their numbers.
[, $api, $vault, $secret, $public] = $argv;

// The SDK defines its addresses when it is loaded; what was defined before stays.
define('OMISE_API_URL', "$api/");
set_error_handler(fn () => true, E_WARNING);
define('OMISE_API_URL', 'https://api.omise.co/');
restore_error_handler();

function send(string $method, string $url, string $key, array $form = []) {
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_USERPWD => "$key:",
        CURLOPT_HTTPHEADER => ['Omise-Version: 2019-05-29'],
    ]);
    if ($form) {
        $body = preg_replace('/%5B[0-9]+%5D/', '%5B%5D', http_build_query($form));
        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
    }
    return json_decode(curl_exec($curl));
}

$token = send('POST', "$vault/tokens", $public, ['card' => [
    'name' => 'JANE DOE',
    'number' => '4242424242424242',
    'expiration_month' => 12,
    'expiration_year' => 2030,
]]);
$created = send('POST', OMISE_API_URL . 'customers', $secret, [
    'email' => 'john.doe@example.com',
    'card' => $token->id,
    'metadata' => ['plan' => 'gold', 'tags' => ['a', 'b'], 'levels' => ['a' => 'one']],
]);
$customer = OMISE_API_URL . "customers/$created->id";
echo json_encode([
    'created' => $created,
    'retrieved' => send('GET', $customer, $secret),
    'updated' => send('PATCH', $customer, $secret, ['description' => 'changed']),
    'deleted' => send('DELETE', $customer, $secret),
    'missing' => send('GET', $customer, $secret),
]);
