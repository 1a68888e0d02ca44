package org.crisisplan.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.crisisplan.access.LoginJournal.Way;
import org.crisisplan.access.OidcRefusal.Reason;
import org.springframework.boot.autoconfigure.security.oauth2.client.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientPropertiesMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Lets people log in at the organisation's OpenID provider, by the code flow with state, nonce and PKCE. The provider is asked for its
 * addresses when somebody first logs in: the product starts while the provider is down, and no answer of it is waited for without end.
 */
@Configuration
@ConditionalOnOAuth2ClientRegistrationProperties
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class OidcLogin {

    private static final String LOGGED_OUT = "/login?out";

    private final OAuth2ClientProperties clients;
    private final OidcSettings settings;
    private final OidcPeople people;
    private final LoginLog logins;
    private final SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

    OidcLogin(OAuth2ClientProperties clients, OidcSettings settings, OidcPeople people, LoginLog logins) {
        refuseUnlessUsable(clients, settings);
        this.clients = clients;
        this.settings = settings;
        this.people = people;
        this.logins = logins;
        http.setConnectTimeout(settings.timeout());
        http.setReadTimeout(settings.timeout());
    }

    /** A provider as the login page offers it. */
    record Offered(String id, String label) {}

    List<Offered> offered() {
        return clients.getRegistration().entrySet().stream()
                .map(client -> new Offered(
                        client.getKey(),
                        Optional.ofNullable(client.getValue().getClientName()).orElse(client.getKey())))
                .toList();
    }

    private static void refuseUnlessUsable(OAuth2ClientProperties clients, OidcSettings settings) {
        clients.getRegistration().forEach((id, client) -> {
            if (client.getScope() == null || !client.getScope().contains(OidcScopes.OPENID)) {
                throw new RefusedToStart(
                        "spring.security.oauth2.client.registration." + id + " asks for no identity.",
                        "Let its scope contain 'openid', such as: scope: openid, profile, email");
            }
        });
        if (settings.groups().isEmpty()) {
            throw new RefusedToStart(
                    "Nobody could log in at the provider: none of its groups is a group here.",
                    "Say which are, such as: crisis-plan.access.oidc.groups.[the provider's name of it]=publicRelations");
        }
    }

    @Bean
    ClientRegistrationRepository providers() {
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(
                new OAuth2ClientPropertiesMapper(clients).asClientRegistrations()));
    }

    /** Adds the login to the chain of our pages. */
    void addTo(HttpSecurity chain, ClientRegistrationRepository providers, AuthenticationSuccessHandler onward)
            throws Exception {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(
                providers, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce()
                .andThen(request -> {
                    if (!settings.requiredAcr().isEmpty()) {
                        request.additionalParameters(
                                more -> more.put("acr_values", String.join(" ", settings.requiredAcr())));
                    }
                }));
        chain.oauth2Login(login -> login.loginPage("/login")
                .clientRegistrationRepository(providers)
                // it dies with the session; nothing of ours asks the provider for more later
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens()))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(users()))
                .successHandler(onward)
                .failureHandler(this::refused)
                .withObjectPostProcessor(providerUnreachable()));
    }

    /** Ends the session here, then at the provider, if it offers that, and comes back to the login page. */
    static LogoutSuccessHandler goodbye(ClientRegistrationRepository providers) {
        var goodbye = new OidcClientInitiatedLogoutSuccessHandler(providers);
        goodbye.setPostLogoutRedirectUri("{baseUrl}" + LOGGED_OUT);
        goodbye.setDefaultTargetUrl(LOGGED_OUT);
        goodbye.setRedirectStrategy(OidcLogin::leave);
        return goodbye;
    }

    /** Our content policy lets no form lead elsewhere, not even by a redirect; so a page of ours is shown that leads on. */
    private static void leave(HttpServletRequest request, HttpServletResponse response, String address)
            throws IOException {
        if (address.startsWith("/")) {
            response.sendRedirect(request.getContextPath() + address);
            return;
        }
        try {
            response.setHeader("Refresh", "0;url=" + address);
            Refusals.showLogin(LOGGED_OUT, request, response);
        } catch (ServletException notShown) {
            throw new IOException(notShown);
        }
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> identityTokens() {
        return client -> decoders.computeIfAbsent(client.getRegistrationId(), id -> decoder(client));
    }

    /** Signed by one of the keys that the provider shows, for us, in time, and for this very login. */
    private JwtDecoder decoder(ClientRegistration client) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(client.getProviderDetails().getJwkSetUri())
                .restOperations(new RestTemplate(http))
                .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        return decoder;
    }

    private OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(http)
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    private OAuth2UserService<OidcUserRequest, OidcUser> users() {
        var rest = new RestTemplate(http);
        rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        var details = new DefaultOAuth2UserService();
        details.setRestOperations(rest);
        var users = new OidcUserService();
        users.setOauth2UserService(details);
        return request -> {
            OidcUser person = users.loadUser(request);
            people.letIn(person);
            return new DefaultOidcUser(List.of(), person.getIdToken(), person.getUserInfo(), settings.userClaim());
        };
    }

    private void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        Reason reason = refused instanceof OidcRefusal known ? known.reason() : Reason.PROVIDER;
        logins.refused("", request.getRemoteAddr(), Way.PROVIDER, "by the OpenID provider: " + refused.getMessage());
        response.sendRedirect(request.getContextPath() + "/login?refused=" + reason.word());
    }

    private ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> providerUnreachable() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(OidcLogin.this::refused);
                return filter;
            }
        };
    }
}
