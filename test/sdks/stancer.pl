# JSON over https as Stancer's SDK for Perl sends it: LWP, which trusts what PERL_LWP_SSL_CA_FILE says.
use strict;
use warnings;
use HTTP::Request;
use JSON::PP;
use LWP::UserAgent;

my ($api, $key) = @ARGV;
my $agent = LWP::UserAgent->new;

sub send_to {
    my ($method, $url, $body) = @_;
    my $request = HTTP::Request->new($method, $url, ['Content-Type' => 'application/json']);
    $request->authorization_basic($key, q{});
    $request->content(encode_json($body)) if $body;
    my $answer = $agent->request($request);
    my $text = $answer->content;
    die $text if ($answer->header('Client-Warning') // q{}) eq 'Internal response';
    return { status => $answer->code + 0, body => length $text ? decode_json($text) : undef };
}

my $john = { name => 'John Doe', email => 'john.doe@example.com' };
my $created = send_to('POST', "$api/v1/customers/", $john);
my $customer = "$api/v1/customers/$created->{body}{id}";
print encode_json({
    created => $created,
    again => send_to('POST', "$api/v1/customers/", $john),
    retrieved => send_to('GET', $customer),
    updated => send_to('PATCH', $customer, { name => 'Jane Doe' }),
    deleted => send_to('DELETE', $customer),
    missing => send_to('GET', $customer),
});
