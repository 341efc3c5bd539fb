<?php
// JSON over https as Stancer's SDK for PHP sends it: curl, which trusts what `curl.cainfo` says.
[, $api, $key] = $argv;

function send(string $method, string $url, ?array $body = null) {
    global $key;
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => ['Authorization: Basic ' . base64_encode("$key:"), 'Content-Type: application/json'],
    ]);
    if ($body) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
    }
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw new Exception(curl_error($curl));
    }
    return ['status' => curl_getinfo($curl, CURLINFO_HTTP_CODE), 'body' => json_decode($answer)];
}

$created = send('POST', "$api/v1/customers/", ['name' => 'John Doe', 'email' => 'john.doe@example.com']);
$customer = "$api/v1/customers/{$created['body']->id}";
echo json_encode([
    'created' => $created,
    'again' => send('POST', "$api/v1/customers/", ['name' => 'John Doe', 'email' => 'john.doe@example.com']),
    'retrieved' => send('GET', $customer),
    'updated' => send('PATCH', $customer, ['name' => 'Jane Doe']),
    'deleted' => send('DELETE', $customer),
    'missing' => send('GET', $customer),
]);
