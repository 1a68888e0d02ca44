package org.crisisplan.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** An organisation's OpenID provider, Spring's Authorization Server, with people who all have the password {@code demo}. */
class OpenIdProvider implements AutoCloseable {

    private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();
    private final String clientAddress;
    private final RSAKey key = newKey();
    private final RSAKey strangersKey = newKey();
    private final ConfigurableApplicationContext server;
    private volatile boolean signsWithStrangersKey;

    private OpenIdProvider(int port, String clientAddress) {
        this.clientAddress = clientAddress;
        this.server = new SpringApplicationBuilder(Setup.class)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(OpenIdProvider.class, () -> this))
                .properties(
                        "server.port=" + port,
                        "server.address=127.0.0.1",
                        // not the product's settings
                        "spring.config.name=provider")
                .run();
    }

    static OpenIdProvider start(int port, String clientAddress) {
        return new OpenIdProvider(port, clientAddress);
    }

    /** What the provider says of somebody from now on. */
    void knows(String name, Map<String, Object> claims) {
        people.put(name, claims);
    }

    /** Says that it is the provider, with the name of the provider's key, and has another one. */
    void isImitated(boolean imitated) {
        this.signsWithStrangersKey = imitated;
    }

    @Override
    public void close() {
        server.close();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("the-only-one").generate();
        } catch (JOSEException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    // no @Configuration: the product, started by other tests, would find it
    @EnableWebSecurity
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    static class Setup {

        @Bean
        @Order(1)
        SecurityFilterChain protocol(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.securityMatcher(server.getEndpointsMatcher())
                    .with(server, protocol -> protocol.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .exceptionHandling(
                            refused -> refused.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService people(OpenIdProvider provider) {
            return name -> User.withUsername(name)
                    .password("{noop}demo")
                    .disabled(!provider.people.containsKey(name))
                    .build();
        }

        @Bean
        RegisteredClientRepository clients(OpenIdProvider provider) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1")
                    .clientId("crisis-plan")
                    .clientSecret("{noop}secret")
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(provider.clientAddress + "/login/oauth2/code/company")
                    .postLogoutRedirectUri(provider.clientAddress + "/login?out")
                    .scope(OidcScopes.OPENID)
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        JWKSource<SecurityContext> keys(OpenIdProvider provider) {
            return new ImmutableJWKSet<>(new JWKSet(provider.key));
        }

        @Bean
        JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        JwtEncoder signatures(OpenIdProvider provider) {
            JwtEncoder own = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(provider.key)));
            JwtEncoder strangers = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(provider.strangersKey)));
            return token -> (provider.signsWithStrangersKey ? strangers : own).encode(token);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(OpenIdProvider provider) {
            return token -> token.getClaims().claims(claims -> {
                claims.putAll(provider.people.get(token.getPrincipal().getName()));
                claims.putIfAbsent("preferred_username", token.getPrincipal().getName());
            });
        }
    }
}
